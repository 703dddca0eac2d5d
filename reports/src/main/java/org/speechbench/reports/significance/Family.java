package org.speechbench.reports.significance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.reports.TaskColumn;
import org.speechbench.tasks.metric.Holm;

/**
 * Every two upstreams of some runs, tested on every task and split, with p corrected for all of these tests, so that
 * the answer for one of them does not depend on which others are requested.
 *
 * @param outcomes the outcomes by pair
 * @param corrected the corrected p of the pairs that were tested
 */
record Family(Map<Key, PairEvaluator.Outcome> outcomes, Map<Key, Double> corrected) {
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
    static Family of(Scores scores, List<Pair> asked, PairEvaluator comparer, Progress progress) {
        Map<Key, Pair> distinct = new LinkedHashMap<>();
        Stream.concat(Pair.all(scores).stream(), asked.stream())
                .forEach(pair -> distinct.putIfAbsent(Key.of(pair), pair));
        List<Pair> pairs = List.copyOf(distinct.values());
        Map<Key, PairEvaluator.Outcome> outcomes = new HashMap<>();
        List<Key> tested = new ArrayList<>();
        List<Double> p = new ArrayList<>();
        try (Progress.Stage stage = progress.start("test differences", pairs.size())) {
            for (Pair pair : pairs) {
                PairEvaluator.Outcome outcome = comparer.measure(pair);
                outcomes.put(Key.of(pair), outcome);
                outcome.measured()
                        .filter(measured -> !measured.difference().tooFewSpeakers())
                        .ifPresent(measured -> {
                            tested.add(Key.of(pair));
                            p.add(measured.difference().p());
                        });
                stage.advance(1, "");
            }
        }
        List<Double> adjusted = Holm.adjusted(p);
        Map<Key, Double> corrected = new HashMap<>();
        for (int i = 0; i < tested.size(); i++) {
            corrected.put(tested.get(i), adjusted.get(i));
        }
        return new Family(outcomes, corrected);
    }

    /** The number of pairs that were tested, for which p is corrected. */
    int tested() {
        return corrected.size();
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
        Comparison judged = judged(outcome(pair));
        return judged.pair().upstream().equals(pair.upstream()) ? judged : judged.reversed();
    }

    private PairEvaluator.Outcome outcome(Pair pair) {
        return Objects.requireNonNull(outcomes.get(Key.of(pair)), "a pair of another family");
    }

    private Comparison judged(PairEvaluator.Outcome outcome) {
        MeasuredDifference measured = outcome.measured().orElse(null);
        if (measured == null) {
            return Comparison.notComparable(outcome.pair(), outcome.reason());
        }
        Double p = corrected.get(Key.of(outcome.pair()));
        return p == null
                ? Comparison.tooFewSpeakers(outcome.pair(), measured)
                : Comparison.tested(outcome.pair(), measured, p);
    }
}
