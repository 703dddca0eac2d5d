package org.speechbench.bench.significance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.metric.AdditiveScorer;
import org.speechbench.tasks.metric.Ratio;

/**
 * The predictions behind one score.
 *
 * @param utterances by id
 * @param folds whether the score is the mean over several folds, which the predictions do not tell apart
 */
record CellPredictions(NavigableMap<String, Said> utterances, boolean folds) {
    /** Relative to the larger of the value and 1; recomputing sums the same integers. */
    private static final double TOLERANCE = 1e-9;

    private static final String CURE = "Run the cell again, or leave the run out.";

    /** One utterance and what it adds to the rate. */
    record Said(String speaker, String reference, Ratio ratio) {}

    /**
     * Reads and scores them.
     *
     * @throws UserError if the file is missing or damaged, or does not give the score that it stands for
     */
    static CellPredictions read(SeedScore score, AdditiveScorer scorer) {
        Path file = score.predictions();
        if (!Files.exists(file)) {
            throw new UserError(file + ": there are no predictions behind the score of " + score.name() + ".", CURE);
        }
        NavigableMap<String, Said> utterances = new TreeMap<>();
        for (PredictionLine line : new PredictionFile(file).read()) {
            Said said = new Said(line.speaker(), line.reference(), ratio(file, line, scorer));
            if (utterances.put(line.id(), said) != null) {
                throw new UserError(file + ": utterance " + line.id() + " is there twice; wanted once.", CURE);
            }
        }
        CellPredictions read = new CellPredictions(utterances, folds(score));
        read.check(score);
        return read;
    }

    private static Ratio ratio(Path file, PredictionLine line, AdditiveScorer scorer) {
        try {
            return scorer.ratio(line);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": cannot be scored: " + e.getMessage() + ".", CURE, e);
        }
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

    /** Predictions of another run than the score would give a verdict about nothing. */
    private void check(SeedScore score) {
        if (utterances.size() != score.row().n()) {
            throw new UserError(
                    score.predictions() + ": has " + utterances.size()
                            + " utterances, but the score in results.csv is of "
                            + score.row().n() + ".",
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

    /** Over all utterances, in per cent. */
    double rate() {
        return Ratio.percent(utterances.values().stream().map(Said::ratio).toList());
    }

    boolean sameUtterances(CellPredictions other) {
        return utterances.keySet().equals(other.utterances.keySet());
    }

    /** How many utterances are in both. */
    long shared(CellPredictions other) {
        return utterances.keySet().stream()
                .filter(other.utterances::containsKey)
                .count();
    }

    boolean sameReferences(CellPredictions other) {
        return utterances.entrySet().stream().allMatch(e -> {
            Said said = other.utterances.get(e.getKey());
            return said != null
                    && said.speaker().equals(e.getValue().speaker())
                    && said.reference().equals(e.getValue().reference());
        });
    }

    /** How many utterances have no speaker. */
    long withoutSpeaker() {
        return utterances.values().stream().filter(s -> s.speaker().isEmpty()).count();
    }

    /** What one utterance adds to the rate. */
    Ratio ratio(String id) {
        Said said = utterances.get(id);
        if (said == null) {
            throw new IllegalArgumentException("no utterance " + id);
        }
        return said.ratio();
    }

    /** Those of an upstream's seeds. */
    static List<Ratio> ratios(List<CellPredictions> seeds, String id) {
        return seeds.stream().map(s -> s.ratio(id)).toList();
    }
}
