package org.speechbench.reports.significance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.core.statistics.Mean;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.Sample;
import org.speechbench.reports.judge.ScoreEvidence;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.ComparableScorer;

/** Measures pairs. Predictions are read and aligned once, however many pairs they are in. */
final class PairEvaluator {
    private final Scores scores;
    private final NamedServices<Task> tasks;
    private final Map<SeedScore, CellPredictions> read = new HashMap<>();

    PairEvaluator(Scores scores, NamedServices<Task> tasks) {
        this.scores = scores;
        this.tasks = tasks;
    }

    /**
     * A pair and its scores, or the reason why there are none.
     *
     * @param broken the error if predictions are missing or damaged; otherwise null
     */
    record Outcome(Pair pair, @Nullable Measured measured, String reason, @Nullable UserError broken) {
        private static Outcome without(Pair pair, String reason) {
            return new Outcome(pair, null, reason, null);
        }

        Question question(Plan plan, Scores scores) {
            if (measured == null) {
                return Question.unanswerable(reason);
            }
            return plan.reason(pair, scores).map(Question::unanswerable).orElseGet(() -> measured.evidence()
                    .question(plan.margin(pair.column()), plan.scope()));
        }
    }

    Outcome measure(Pair pair) {
        try {
            return measured(pair);
        } catch (UserError e) {
            return new Outcome(pair, null, String.valueOf(e.getMessage()), e);
        }
    }

    private Outcome measured(Pair pair) {
        Optional<String> unequal = new Terms(scores, tasks).ofRows(pair);
        if (unequal.isPresent()) {
            return Outcome.without(pair, unequal.get());
        }
        ComparableScorer scorer = (ComparableScorer)
                tasks.get(pair.column().protocol().taskName()).scorer();
        List<CellPredictions> all = Stream.of(pair.upstream(), pair.baseline())
                .flatMap(upstream -> scores.cell(upstream, pair.column()).stream())
                .map(score -> read.computeIfAbsent(score, s -> CellPredictions.read(s, scorer)))
                .toList();
        unequal = Terms.ofPredictions(all, scorer.unitName());
        if (unequal.isPresent()) {
            return Outcome.without(pair, unequal.get());
        }
        List<List<SeedScore>> upstream = scores.trainings(pair.upstream(), pair.column());
        List<List<SeedScore>> baseline = scores.trainings(pair.baseline(), pair.column());
        ScoreEvidence evidence = new ScoreEvidence(
                sample(upstream),
                sample(baseline),
                scorer.unitName(),
                pair.column().metric().higherIsBetter());
        boolean pooled = all.stream().anyMatch(CellPredictions::foldsPooled);
        int seeds = Math.max(headSeeds(upstream), headSeeds(baseline));
        return new Outcome(
                pair, new Measured(evidence, seeds, all.get(0).lines().size(), pooled), "", null);
    }

    private static int headSeeds(List<List<SeedScore>> trainings) {
        return trainings.stream().mapToInt(List::size).max().orElse(0);
    }

    /** One score for each training, which is the mean over its head seeds. */
    private Sample sample(List<List<SeedScore>> trainings) {
        List<Mean> means = trainings.stream()
                .map(seeds -> new Mean(seeds.stream()
                        .map(score -> Objects.requireNonNull(read.get(score)).score())
                        .toList()))
                .toList();
        if (trainings.get(0).get(0).row().subject().init().equals("none")) {
            return Sample.ofSignalProcessing(means);
        }
        List<Long> roots = trainings.stream()
                .flatMap(seeds -> seeds.get(0).root().stream())
                .toList();
        return new Sample(new Mean(means), roots.size() == means.size() ? roots : List.of(), true);
    }
}
