package org.speechbench.reports.significance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.ClusterScorer;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;
import org.speechbench.tasks.metric.PairedUtterance;

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
     * A pair and its difference, or the reason why there is none.
     *
     * @param broken the error if predictions are missing or damaged; otherwise null
     */
    record Outcome(Pair pair, Optional<MeasuredDifference> measured, String reason, @Nullable UserError broken) {
        private static Outcome without(Pair pair, String reason) {
            return new Outcome(pair, Optional.empty(), reason, null);
        }
    }

    Outcome measure(Pair pair) {
        try {
            return measured(pair);
        } catch (UserError e) {
            return new Outcome(pair, Optional.empty(), String.valueOf(e.getMessage()), e);
        }
    }

    private Outcome measured(Pair pair) {
        Optional<String> unequal = new Terms(scores, tasks).ofRows(pair);
        if (unequal.isPresent()) {
            return Outcome.without(pair, unequal.get());
        }
        List<CellPredictions> upstream = predictions(pair, pair.upstream());
        List<CellPredictions> baseline = predictions(pair, pair.baseline());
        unequal = Terms.ofPredictions(
                Stream.concat(upstream.stream(), baseline.stream()).toList());
        if (unequal.isPresent()) {
            return Outcome.without(pair, unequal.get());
        }
        return new Outcome(pair, Optional.of(measured(pair, upstream, baseline)), "", null);
    }

    private List<CellPredictions> predictions(Pair pair, String upstream) {
        Scorer scorer = tasks.get(pair.column().protocol().taskName()).scorer();
        List<CellPredictions> seeds = new ArrayList<>();
        for (SeedScore score : scores.cell(upstream, pair.column())) {
            seeds.add(read.computeIfAbsent(score, s -> CellPredictions.read(s, scorer)));
        }
        return seeds;
    }

    private MeasuredDifference measured(Pair pair, List<CellPredictions> upstream, List<CellPredictions> baseline) {
        List<Double> bySeed = new ArrayList<>();
        for (int i = 0; i < upstream.size(); i++) {
            bySeed.add(upstream.get(i).rate() - baseline.get(i).rate());
        }
        List<Long> seeds = scores.cell(pair.upstream(), pair.column()).stream()
                .map(SeedScore::seed)
                .toList();
        boolean folds = Stream.concat(upstream.stream(), baseline.stream()).anyMatch(CellPredictions::folds);
        return new MeasuredDifference(difference(upstream, baseline), seeds, bySeed, folds);
    }

    private static PairedDifference difference(List<CellPredictions> upstream, List<CellPredictions> baseline) {
        CellPredictions first = upstream.get(0);
        if (first.scorer() instanceof ClusterScorer) {
            List<String> clusters = first.clusters();
            return PairedBootstrap.ofClusters(
                    upstream.stream().map(seed -> seed.byCluster(clusters)).toList(),
                    baseline.stream().map(seed -> seed.byCluster(clusters)).toList(),
                    clusters.size(),
                    first.utterances().size());
        }
        return PairedBootstrap.of(first.utterances().keySet().stream()
                .map(id -> new PairedUtterance(
                        first.speaker(id), CellPredictions.ratios(upstream, id), CellPredictions.ratios(baseline, id)))
                .toList());
    }
}
