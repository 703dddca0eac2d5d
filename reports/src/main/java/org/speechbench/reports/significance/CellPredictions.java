package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.metric.AdditiveScorer;
import org.speechbench.tasks.metric.ClusterScorer;
import org.speechbench.tasks.metric.Ratio;

/**
 * The predictions behind one score.
 *
 * @param scorer the scorer, which is additive or by clusters
 * @param utterances the utterances by id
 * @param folds whether the score is the mean over several folds, which the predictions do not tell apart
 */
record CellPredictions(Scorer scorer, NavigableMap<String, Said> utterances, boolean folds) {
    /** Relative to the larger of the value and 1; recomputing sums the same integers. */
    private static final double TOLERANCE = 1e-9;

    private static final String CURE = "Run the cell again, or leave the run out.";

    /** One utterance or trial. */
    record Said(PredictionLine line, Prediction prediction) {}

    /**
     * Reads and scores the predictions.
     *
     * @throws UserError if the file is missing or damaged, or does not give the recorded score
     */
    static CellPredictions read(SeedScore score, Scorer scorer) {
        Path file = score.predictions();
        if (!Files.exists(file)) {
            throw new UserError(file + ": there are no predictions behind the score of " + score.name() + ".", CURE);
        }
        NavigableMap<String, Said> utterances = new TreeMap<>();
        for (PredictionLine line : new PredictionFile(file).read()) {
            if (utterances.put(line.id(), new Said(line, scorer.prediction(line))) != null) {
                throw new UserError(file + ": utterance " + line.id() + " is there twice; wanted once.", CURE);
            }
        }
        CellPredictions read = new CellPredictions(scorer, utterances, folds(score));
        try {
            read.check(score);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": cannot be scored: " + e.getMessage() + ".", CURE, e);
        }
        return read;
    }

    /** Whether scores of a scorer can be compared. */
    static boolean comparable(Scorer scorer) {
        return scorer instanceof AdditiveScorer || scorer instanceof ClusterScorer;
    }

    private static boolean folds(SeedScore score) {
        return new LayerWeights(score.run().layers())
                        .read().stream()
                                .filter(w -> w.upstream().equals(score.row().upstream())
                                        && w.task().equals(score.row().task()))
                                .map(LayerWeight::fold)
                                .distinct()
                                .count()
                > 1;
    }

    /** Predictions of a run other than that of the score would give a meaningless verdict. */
    private void check(SeedScore score) {
        if (utterances.size() != score.row().measure().n()) {
            throw new UserError(
                    score.predictions() + ": has " + utterances.size()
                            + " utterances, but the score in results.csv is of "
                            + score.row().measure().n() + ".",
                    CURE);
        }
        Double value = score.row().value();
        if (!folds && value != null && Math.abs(rate() - value) > TOLERANCE * Math.max(1, Math.abs(value))) {
            throw new UserError(
                    String.format(
                            Locale.ROOT,
                            "%s: gives %s %.4f, but results.csv has %.4f.",
                            score.predictions(),
                            score.row().metric().label(),
                            rate(),
                            value),
                    CURE);
        }
    }

    /** The score over all utterances. */
    double rate() {
        if (scorer instanceof ClusterScorer) {
            List<String> clusters = clusters();
            int[] once = new int[clusters.size()];
            Arrays.fill(once, 1);
            return byCluster(clusters).applyAsDouble(once);
        }
        return Ratio.percent(utterances.keySet().stream().map(this::ratio).toList());
    }

    /** Names of what predictions are drawn by, in order. */
    List<String> clusters() {
        return utterances.values().stream()
                .map(this::cluster)
                .distinct()
                .sorted()
                .toList();
    }

    /** The score by how often each cluster is counted. */
    ToDoubleFunction<int[]> byCluster(List<String> clusters) {
        return ((ClusterScorer) scorer)
                .byCluster(utterances.values().stream().map(Said::prediction).toList(), clusters);
    }

    private String cluster(Said said) {
        return scorer instanceof ClusterScorer c
                ? c.cluster(said.prediction())
                : said.line().speaker();
    }

    boolean sameUtterances(CellPredictions other) {
        return utterances.keySet().equals(other.utterances.keySet());
    }

    /** The number of utterances that are in both. */
    long shared(CellPredictions other) {
        return utterances.keySet().stream()
                .filter(other.utterances::containsKey)
                .count();
    }

    boolean sameReferences(CellPredictions other) {
        return utterances.entrySet().stream().allMatch(e -> {
            Said said = other.utterances.get(e.getKey());
            return said != null
                    && said.line().speaker().equals(e.getValue().line().speaker())
                    && said.line().reference().equals(e.getValue().line().reference());
        });
    }

    /** How many utterances have no speaker, or whatever else they are drawn by. */
    long withoutSpeaker() {
        return utterances.values().stream()
                .filter(said -> cluster(said).isEmpty())
                .count();
    }

    /** The contribution of one utterance to the rate. */
    Ratio ratio(String id) {
        Said said = utterances.get(id);
        if (said == null) {
            throw new IllegalArgumentException("no utterance " + id);
        }
        return ((AdditiveScorer) scorer).ratio(said.line());
    }

    String speaker(String id) {
        Said said = utterances.get(id);
        return said == null ? "" : said.line().speaker();
    }

    /** Those of an upstream's seeds. */
    static List<Ratio> ratios(List<CellPredictions> seeds, String id) {
        return seeds.stream().map(s -> s.ratio(id)).toList();
    }
}
