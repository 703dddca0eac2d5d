package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.metric.ComparableScorer;

/**
 * The predictions behind one score.
 *
 * @param lines the utterances or trials by id
 * @param score the score that they give
 * @param withoutUnit the number of predictions of which it is not known to which speakers they belong
 * @param foldsPooled whether results.csv has the mean over several folds, which the predictions do not tell apart
 */
record CellPredictions(
        NavigableMap<String, PredictionLine> lines, Statistic score, long withoutUnit, boolean foldsPooled) {
    /** Relative to the larger of the value and 1; recomputing sums the same integers. */
    private static final double TOLERANCE = 1e-9;

    private static final String CURE = "Run the cell again, or leave the run out.";

    /**
     * Reads and scores the predictions.
     *
     * @throws UserError if the file is missing or damaged, or does not give the recorded score
     */
    static CellPredictions read(SeedScore score, ComparableScorer scorer) {
        Path file = score.predictions();
        if (!Files.exists(file)) {
            throw new UserError(file + ": there are no predictions behind the score of " + score.name() + ".", CURE);
        }
        NavigableMap<String, PredictionLine> lines = new TreeMap<>();
        for (PredictionLine line : new PredictionFile(file).read()) {
            if (lines.put(line.id(), line) != null) {
                throw new UserError(file + ": utterance " + line.id() + " is there twice; wanted once.", CURE);
            }
        }
        try {
            CellPredictions read = scored(lines, scorer, score);
            read.check(score);
            return read;
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": cannot be scored: " + e.getMessage() + ".", CURE, e);
        }
    }

    private static CellPredictions scored(
            NavigableMap<String, PredictionLine> lines, ComparableScorer scorer, SeedScore score) {
        TreeMap<String, List<Prediction>> folds = new TreeMap<>();
        long withoutUnit = 0;
        for (PredictionLine line : lines.values()) {
            Prediction prediction = scorer.prediction(line);
            folds.computeIfAbsent(line.fold(), fold -> new ArrayList<>()).add(prediction);
            withoutUnit += scorer.units(prediction).contains("") ? 1 : 0;
        }
        boolean pooled = folds.size() == 1 && folds(score) > 1;
        return new CellPredictions(lines, scorer.statistic(List.copyOf(folds.values())), withoutUnit, pooled);
    }

    private static long folds(SeedScore score) {
        return new LayerWeights(score.run().layers())
                .read().stream()
                        .filter(w -> w.upstream().equals(score.row().upstream())
                                && w.task().equals(score.row().task()))
                        .map(LayerWeight::fold)
                        .distinct()
                        .count();
    }

    /** Predictions of a run other than that of the score would give a meaningless verdict. */
    private void check(SeedScore recorded) {
        if (lines.size() != recorded.row().measure().n()) {
            throw new UserError(
                    recorded.predictions() + ": has " + lines.size()
                            + " utterances, but the score in results.csv is of "
                            + recorded.row().measure().n() + ".",
                    CURE);
        }
        Double value = recorded.row().value();
        double found = score.value();
        if (!foldsPooled && value != null && Math.abs(found - value) > TOLERANCE * Math.max(1, Math.abs(value))) {
            throw new UserError(
                    String.format(
                            Locale.ROOT,
                            "%s: gives %s %.4f, but results.csv has %.4f.",
                            recorded.predictions(),
                            recorded.row().metric().label(),
                            found,
                            value),
                    CURE);
        }
    }

    boolean sameUtterances(CellPredictions other) {
        return lines.keySet().equals(other.lines.keySet());
    }

    /** The number of utterances that are in both. */
    long shared(CellPredictions other) {
        return lines.keySet().stream().filter(other.lines::containsKey).count();
    }

    /**
     * Whether these are the predictions of another run again: all are equal, and some differ from their references.
     * Different models, too, make equal predictions where all are right.
     */
    boolean reproduces(CellPredictions other) {
        boolean wrong =
                lines.values().stream().anyMatch(line -> !line.hypothesis().equals(line.reference()));
        return wrong && lines.equals(other.lines);
    }

    /** Whether the same utterances have the same speakers, references and folds. */
    boolean sameReferences(CellPredictions other) {
        return lines.entrySet().stream().allMatch(e -> {
            PredictionLine mine = e.getValue();
            PredictionLine theirs = other.lines.get(e.getKey());
            return theirs != null
                    && theirs.speaker().equals(mine.speaker())
                    && theirs.reference().equals(mine.reference())
                    && theirs.fold().equals(mine.fold());
        });
    }
}
