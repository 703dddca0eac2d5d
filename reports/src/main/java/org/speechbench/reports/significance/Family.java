package org.speechbench.reports.significance;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Verdict;

/**
 * Every two upstreams of some runs on every task and split, about all of which the judge is asked at once, so that the
 * answer for one of them does not depend on which others are requested.
 *
 * @param outcomes the outcomes by pair
 * @param findings the findings about the upstreams of the pairs in their outcomes
 * @param planned the pairs that are in the plan; all without one
 */
record Family(Plan plan, Map<Key, PairEvaluator.Outcome> outcomes, Map<Key, Finding> findings, List<Pair> planned) {
    /** Two upstreams in either order. */
    private record Key(TaskColumn column, Set<String> upstreams) {
        static Key of(Pair pair) {
            return new Key(pair.column(), Set.of(pair.baseline(), pair.upstream()));
        }
    }

    /**
     * @param asked the requested pairs; those of upstreams that do not share a task have the reason why they are not
     *     tested
     */
    static Family of(Scores scores, List<Pair> asked, PairEvaluator evaluator, Progress progress) {
        Plan plan = Plan.of(scores.runs());
        Map<Key, Pair> distinct = new LinkedHashMap<>();
        Stream.concat(Pair.all(scores).stream(), asked.stream())
                .forEach(pair -> distinct.putIfAbsent(Key.of(pair), pair));
        Map<Key, PairEvaluator.Outcome> outcomes = new LinkedHashMap<>();
        try (Progress.Stage stage = progress.start("test differences", distinct.size())) {
            distinct.forEach((key, pair) -> {
                outcomes.put(key, evaluator.measure(pair));
                stage.advance(1, "");
            });
        }
        List<Finding> answers = Judge.answers(outcomes.values().stream()
                .map(outcome -> outcome.question(plan, scores))
                .toList());
        Map<Key, Finding> findings = new HashMap<>();
        Iterator<Finding> answer = answers.iterator();
        outcomes.keySet().forEach(key -> findings.put(key, answer.next()));
        return new Family(
                plan,
                outcomes,
                findings,
                distinct.values().stream().filter(plan::contains).toList());
    }

    /** The number of pairs that were tested. */
    int tested() {
        return (int) findings.values().stream()
                .filter(finding -> finding.verdict() != Verdict.NOT_TESTABLE)
                .count();
    }

    /** What the family is, as a sentence. */
    String sentence() {
        return plan.sentence(planned.size(), tested());
    }

    /**
     * The outcome for a pair.
     *
     * @throws UserError if its predictions are missing or damaged
     */
    Comparison comparison(Pair pair) {
        UserError broken = outcome(pair).broken();
        if (broken != null) {
            throw broken;
        }
        return comparisonOrReason(pair);
    }

    /** The same, where predictions that are missing or damaged are a reason not to compare. */
    Comparison comparisonOrReason(Pair pair) {
        PairEvaluator.Outcome outcome = outcome(pair);
        Finding finding = Objects.requireNonNull(findings.get(Key.of(pair)));
        Comparison judged = new Comparison(outcome.pair(), outcome.measured(), finding);
        return judged.pair().upstream().equals(pair.upstream()) ? judged : judged.reversed();
    }

    private PairEvaluator.Outcome outcome(Pair pair) {
        return Objects.requireNonNull(outcomes.get(Key.of(pair)), "a pair of another family");
    }
}
