package org.speechbench.reports.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;

/**
 * The baselines in one folder, with one subfolder per kind of machine. A baseline is a run reduced to the files that
 * programs need.
 *
 * @param folder the folder of all baselines, or a single run
 */
public record Baselines(Path folder) {
    /** The folder of the repository's own baselines. */
    public static final String USUAL = "bench/baselines";

    /** The run with which a current one may be compared; empty if there is none of its kind of machine. */
    public Optional<Path> of(Provenance current) {
        MachineKind kind = MachineKind.of(current);
        return runs().stream().filter(run -> kind(run).equals(kind)).findFirst();
    }

    /** Whether the folder itself is a run, in which case there is no choice. */
    public boolean isRun() {
        return Files.exists(new RunDirectory(folder).provenance());
    }

    /** The message for a user who has no baseline of the current kind. */
    public UserError none(Provenance current) {
        MachineKind kind = MachineKind.of(current);
        List<String> others = new ArrayList<>();
        runs().forEach(run -> others.add(
                run.getFileName() + " (" + String.join(", ", kind(run).differences(kind)) + ")"));
        return new UserError(
                folder + " has no baseline of this kind of machine, " + kind.folder() + "; it has "
                        + (others.isEmpty() ? "none at all" : String.join("; ", others)) + ".",
                "Speeds are never compared between kinds of machine. Keep a run of this one by 'speechbench baseline"
                        + " RUN_DIR', or measure two revisions side by side: 'speechbench compare --revisions BASE HEAD'.");
    }

    private static MachineKind kind(Path run) {
        return MachineKind.of(new ProvenanceStore(new RunDirectory(run).provenance()).read());
    }

    private List<Path> runs() {
        if (isRun()) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder.", "Name a run, or a folder of baselines.");
        }
        return Folders.entries(folder).stream()
                .filter(run -> Files.exists(new RunDirectory(run).provenance()))
                .toList();
    }

    /**
     * Keeps a run as the baseline of its kind of machine, in place of the previous one.
     *
     * @return its folder
     * @throws UserError if the run has no rows that could be compared
     */
    public Path keep(Path run) {
        RunMetrics metrics = RunMetrics.read(run);
        if (metrics.rows().values().stream()
                .noneMatch(f -> f.isRatio() && f.rounds().size() >= MetricSeries.LEAST_ROUNDS)) {
            throw new UserError(
                    run + ": has no ratio of " + MetricSeries.LEAST_ROUNDS + " rounds.",
                    "Measure with 'speechbench throughput --rounds " + MetricSeries.LEAST_ROUNDS + "' or more.");
        }
        return RunMetrics.keep(new RunDirectory(run), folder.resolve(kind(run).folder()));
    }
}
