package org.speechbench.reports.compare;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.reports.significance.SameCell;

/**
 * One side of a comparison.
 *
 * @param name the name for the reader
 * @param runs the sessions in which it was measured, each of which is one run; at least one
 */
public record Sessions(String name, List<RunMetrics> runs) {
    public Sessions {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + ": no sessions");
        }
    }

    /** @throws org.speechbench.core.UserError if a folder is not that of a run */
    public static Sessions read(List<Path> folders) {
        String more = folders.size() == 1 ? "" : " and " + (folders.size() - 1) + " more";
        return new Sessions(
                folders.get(0) + more, folders.stream().map(RunMetrics::read).toList());
    }

    /** The rows with a value that are guarded, in order of first appearance. */
    Set<RowIdentity> rows(Predicate<MetricSeries> guarded) {
        Set<RowIdentity> rows = new LinkedHashSet<>();
        runs.forEach(run -> run.rows().forEach((row, series) -> {
            if (series.row().ok() && guarded.test(series)) {
                rows.add(row);
            }
        }));
        return rows;
    }

    /** A row in every session that measured it. */
    List<MetricSeries> measured(RowIdentity row) {
        return runs.stream().flatMap(run -> run.measured(row).stream()).toList();
    }

    /** A session that did not measure a row. */
    Optional<RunMetrics> without(RowIdentity row) {
        return runs.stream().filter(run -> run.measured(row).isEmpty()).findFirst();
    }

    /** A score with the run that has it; only one of several sessions is asked, since scores do not vary between them. */
    Optional<SameCell.Recorded> score(RowIdentity row) {
        return runs.stream()
                .filter(run -> run.files() != null && run.measured(row).isPresent())
                .map(run -> new SameCell.Recorded(
                        Objects.requireNonNull(run.files()),
                        run.measured(row).orElseThrow().row()))
                .findFirst();
    }

    boolean knows(RowIdentity row) {
        return runs.stream().anyMatch(run -> run.rows().containsKey(row));
    }

    String engines() {
        return runs.stream().map(RunMetrics::engine).distinct().collect(Collectors.joining(", "));
    }
}
