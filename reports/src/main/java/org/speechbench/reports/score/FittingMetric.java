package org.speechbench.reports.score;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.SlotTypeScorer;

/**
 * Checks whether predictions can be scored by a metric. A prediction file does not name its task, which is therefore
 * determined from the results of the run that contains it, otherwise from its name, otherwise from its references if
 * they can only be of one kind.
 */
public final class FittingMetric {
    /** The place of the task in {@code UPSTREAM.TASK.SPLIT.tsv}. */
    private static final int TASK = 1;

    private final NamedServices<Task> tasks;

    public FittingMetric(NamedServices<Task> tasks) {
        this.tasks = tasks;
    }

    /** @throws UserError if the metric is not one of the predictions' task or kind */
    public void checkPredictions(Path file, List<PredictionLine> lines, String metric) {
        String task = task(file);
        require(
                file,
                task.isEmpty() ? PredictionKind.ofPredictions(lines) : Optional.of(PredictionKind.of(tasks.get(task))),
                metric);
        requireSlots(file, lines, metric);
    }

    /** @throws UserError if the references of a text file can only be of another kind than the metric is for */
    public static void checkText(Path file, List<PredictionLine> lines, String metric) {
        require(file, PredictionKind.ofText(lines), metric);
        requireSlots(file, lines, metric);
    }

    private static void require(Path file, Optional<PredictionKind> kind, String metric) {
        kind.filter(k -> !k.metrics().contains(metric)).ifPresent(k -> {
            throw new UserError(
                    file + ": these are " + k.what() + ", which have no " + metric + ".",
                    "Use " + String.join(" or ", k.metrics()) + ".");
        });
    }

    private static void requireSlots(Path file, List<PredictionLine> lines, String metric) {
        if (metric.equals(SlotTypeScorer.SLOT_TYPE_F1.id()) && !PredictionKind.hasSlots(lines)) {
            throw new UserError(
                    file + ": no reference has a slot, so there is no " + metric + ".",
                    "Use references like 'BOOK B-city ROME E-city', or another metric.");
        }
    }

    /** The task; empty if it is unknown or belongs to a plug-in that is missing. */
    private String task(Path file) {
        String[] parts = String.valueOf(file.getFileName()).split("\\.", -1);
        String named = parts.length > TASK + 2 ? parts[TASK] : "";
        String task = ofRun(file.toAbsolutePath().normalize()).orElse(named);
        return tasks.names().contains(task) ? task : "";
    }

    private static Optional<String> ofRun(Path file) {
        for (Path root = file.getParent(); root != null; root = root.getParent()) {
            RunDirectory run = new RunDirectory(root);
            if (file.startsWith(run.predictions()) && Files.exists(run.results())) {
                return new ResultStore(run.results())
                        .rows().stream()
                                .filter(row -> file.equals(run.predictions(row)))
                                .map(row -> row.protocol().taskName())
                                .filter(name -> !name.isEmpty())
                                .findFirst();
            }
        }
        return Optional.empty();
    }
}
