package org.speechbench.reports.compare;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param runs the sessions in which it was measured, each of which is one run; at least one, and each of them once
 * @param warnings sentences about runs that were left out
 */
public record Sessions(String name, List<RunMetrics> runs, List<String> warnings) {
    public Sessions {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + ": no sessions");
        }
    }

    /** Sessions that are known to differ. */
    public Sessions(String name, List<RunMetrics> runs) {
        this(name, runs, List.of());
    }

    /**
     * Reads the runs of one side. One that is given twice, or with a copy of it, counts once.
     *
     * @throws org.speechbench.core.UserError if a folder is not that of a run
     */
    public static Sessions read(List<Path> folders) {
        List<RunMetrics> runs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Path folder : folders) {
            RunMetrics run = RunMetrics.read(folder);
            runs.stream()
                    .filter(run::isSameSession)
                    .findFirst()
                    .ifPresentOrElse(first -> warnings.add(repeated(run, first)), () -> runs.add(run));
        }
        String more = runs.size() == 1 ? "" : " and " + (runs.size() - 1) + " more";
        return new Sessions(folders.get(0) + more, runs, warnings);
    }

    private static String repeated(RunMetrics run, RunMetrics first) {
        return run.name()
                + (run.name().equals(first.name()) ? " is named twice" : " is the same session as " + first.name())
                + "; it counts once.";
    }

    /** Whether all of these sessions are sessions of the other side as well, so that nothing is compared. */
    public boolean isPartOf(Sessions other) {
        return runs.stream().allMatch(other::has);
    }

    private boolean has(RunMetrics run) {
        return runs.stream().anyMatch(run::isSameSession);
    }

    /** Those sessions that are not sessions of the other side as well, of which there is at least one. */
    Sessions without(Sessions other) {
        List<RunMetrics> own = new ArrayList<>();
        List<String> all = new ArrayList<>(warnings);
        for (RunMetrics run : runs) {
            if (other.has(run)) {
                all.add(run.name() + " is on both sides; it counts as current only.");
            } else {
                own.add(run);
            }
        }
        return new Sessions(name, own, all);
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
