package org.speechbench.reports.significance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.ComparableScorer;

/**
 * Checks whether two cells have equal terms. Every result is the reason why they do not, or empty.
 *
 * @param tasks the tasks that this version can score
 */
record Terms(Scores scores, NamedServices<Task> tasks) {

    /** By the rows alone: both have scores, of one recipe each, and of a task that is known. */
    Optional<String> ofRows(Pair pair) {
        return Stream.of(
                        missing(pair, pair.baseline()),
                        missing(pair, pair.upstream()),
                        mixed(pair, pair.baseline()),
                        mixed(pair, pair.upstream()),
                        task(pair.column(), tasks))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> missing(Pair pair, String upstream) {
        if (!scores.cell(upstream, pair.column()).isEmpty()) {
            return Optional.empty();
        }
        boolean elsewhere = scores.columns().stream()
                .filter(column -> column.task().equals(pair.column().task())
                        && column.split().equals(pair.column().split())
                        && !column.protocol()
                                .corpus()
                                .equals(pair.column().protocol().corpus()))
                .anyMatch(column -> !scores.cell(upstream, column).isEmpty());
        if (elsewhere) {
            return Optional.of("the scores rest on different corpora: that of '" + upstream + "' is not "
                    + pair.column().protocol().corpusName());
        }
        boolean failed = scores.failed(upstream, pair.column().task());
        return Optional.of("'" + upstream + "' has no score under these terms" + (failed ? ", its cell failed" : ""));
    }

    private Optional<String> mixed(Pair pair, String upstream) {
        List<UpstreamKey> models = scores.cell(upstream, pair.column()).stream()
                .map(SeedScore::upstream)
                .distinct()
                .toList();
        return models.size() < 2
                ? Optional.empty()
                : Optional.of("'" + upstream + "' is not the same upstream in all runs ("
                        + models.stream().map(UpstreamKey::words).collect(Collectors.joining("; ")) + ")");
    }

    /** By the task alone: it is known in the version of the score, and its score has an error. */
    static Optional<String> task(TaskColumn column, NamedServices<Task> tasks) {
        String name = column.protocol().taskName();
        if (!tasks.names().contains(name)) {
            return Optional.of("task '" + name + "' is not on the class path, so predictions cannot be scored");
        }
        Task task = tasks.get(name);
        if (task.card().version() != column.protocol().taskVersion()) {
            return Optional.of("scores are of version "
                    + column.protocol().taskVersion() + " of task '" + name
                    + "', and this speechbench has version " + task.card().version());
        }
        if (!(task.scorer() instanceof ComparableScorer)) {
            return Optional.of("no error can be computed for the score of task '" + name + "'");
        }
        return task.scorer().metric().equals(column.metric())
                ? Optional.empty()
                : Optional.of("task '" + name + "' has the metric "
                        + task.scorer().metric().label() + " now");
    }

    /** By the predictions of all trainings and seeds of both: the same utterances, each with a speaker and a reference. */
    static Optional<String> ofPredictions(List<CellPredictions> cells, String unitName) {
        CellPredictions first = cells.get(0);
        for (CellPredictions other : cells) {
            if (!first.sameUtterances(other)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "sets of utterances differ (%d and %d, %d in both)",
                        first.lines().size(),
                        other.lines().size(),
                        first.shared(other)));
            }
            if (!first.sameReferences(other)) {
                return Optional.of("speakers, references or folds of the same utterances differ");
            }
        }
        return first.withoutUnit() == 0
                ? Optional.empty()
                : Optional.of("the " + unitName + " of " + first.withoutUnit() + " predictions are not known");
    }
}
