package org.speechbench.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;

/**
 * The baselines in one folder, with one subfolder per kind of machine. A baseline consists of sessions of one revision;
 * each is a run reduced to the files that programs need. The folder of a kind is a session itself, has sessions as
 * subfolders, or both.
 *
 * @param folder the folder of all baselines, that of a kind of machine, or a single run
 */
public record Baselines(Path folder) {
    /** The folder of the repository's own baselines. */
    public static final String USUAL = "bench/baselines";

    /** The sessions with which a current run may be compared; empty if there are none of its kind of machine. */
    public List<Path> of(Provenance current) {
        MachineKind kind = MachineKind.of(current);
        return sessions().entrySet().stream()
                .filter(session -> MachineKind.of(session.getValue()).equals(kind))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All sessions, whatever the machine. */
    public List<Path> all() {
        return List.copyOf(sessions().keySet());
    }

    /** Whether the folder itself is a run, in which case there is no choice. */
    public boolean isRun() {
        return isRun(folder);
    }

    private static boolean isRun(Path folder) {
        return Files.exists(new RunDirectory(folder).provenance());
    }

    /** The message for a user who has no baseline of the current kind. */
    public UserError none(Provenance current) {
        MachineKind kind = MachineKind.of(current);
        Map<String, String> others = new LinkedHashMap<>();
        sessions().values().stream()
                .map(MachineKind::of)
                .forEach(other -> others.put(other.folder(), String.join(", ", other.differences(kind))));
        List<String> found = new ArrayList<>();
        others.forEach((name, differences) -> found.add(name + " (" + differences + ")"));
        return new UserError(
                folder + " has no baseline of this kind of machine, " + kind.folder() + "; it has "
                        + (found.isEmpty() ? "none at all" : String.join("; ", found)) + ".",
                "Speeds are never compared between kinds of machine. Keep a run of this one by 'speechbench baseline"
                        + " RUN_DIR', or measure two revisions side by side: 'speechbench compare --revisions BASE HEAD'.");
    }

    /** All sessions of all kinds; a run that was kept twice counts once. */
    private Map<Path, Provenance> sessions() {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder.", "Name a run, or a folder of baselines.");
        }
        Map<Path, Provenance> sessions = new LinkedHashMap<>();
        add(folder, sessions);
        for (Path kind : Folders.entries(folder)) {
            add(kind, sessions);
            if (Files.isDirectory(kind)) {
                Folders.entries(kind).forEach(session -> add(session, sessions));
            }
        }
        return sessions;
    }

    private static void add(Path run, Map<Path, Provenance> sessions) {
        if (isRun(run)) {
            Provenance provenance = provenance(run);
            if (!sessions.containsValue(provenance)) {
                sessions.put(run, provenance);
            }
        }
    }

    /** The provenance of a run. */
    public static Provenance provenance(Path run) {
        return new ProvenanceStore(new RunDirectory(run).provenance()).read();
    }

    /**
     * Keeps a run as one more session of the baseline of its kind of machine.
     *
     * @param renew whether it takes the place of the sessions that are there
     * @return its folder
     * @throws UserError if the run has no rows that could be compared, or is of another revision than the baseline
     */
    public Path keep(Path run, boolean renew) {
        RunMetrics metrics = RunMetrics.read(run);
        if (metrics.rows().values().stream()
                .noneMatch(f -> f.isRatio() && !f.rounds().isEmpty())) {
            throw new UserError(run + ": has no ratio that was measured in rounds.", "Measure with 'throughput'.");
        }
        Provenance provenance = provenance(run);
        List<Path> earlier = Files.isDirectory(folder) ? of(provenance) : List.of();
        if (!renew) {
            requireOneRevision(Stream.concat(earlier.stream(), Stream.of(run)).toList());
        }
        RunDirectory files = new RunDirectory(run);
        Path kept = RunMetrics.keep(
                files, files(files), folder.resolve(MachineKind.of(provenance).folder()));
        if (renew) {
            earlier.stream().filter(session -> !session.equals(kept)).forEach(Baselines::delete);
        }
        return kept;
    }

    /** What is kept of a run: predictions as well, by which scores are compared. */
    private static List<Path> files(RunDirectory run) {
        List<Path> files = new ArrayList<>(RunMetrics.files(run));
        files.add(run.layers());
        if (Files.isDirectory(run.predictions())) {
            files.addAll(Folders.entries(run.predictions()));
        }
        return files;
    }

    /** Deletes what was kept, and the folders if nothing else is in them. */
    private static void delete(Path session) {
        RunDirectory run = new RunDirectory(session);
        try {
            for (Path file : files(run)) {
                Files.deleteIfExists(file);
            }
            for (Path directory : List.of(run.predictions(), session)) {
                if (Files.isDirectory(directory) && Folders.entries(directory).isEmpty()) {
                    Files.delete(directory);
                }
            }
        } catch (IOException e) {
            throw UserError.unwritable(session, e);
        }
    }

    /**
     * The revision of some runs; empty if it is not known.
     *
     * @throws UserError if there are several
     */
    public static String requireOneRevision(List<Path> runs) {
        Map<String, Path> revisions = new LinkedHashMap<>();
        runs.forEach(run -> revisions.putIfAbsent(provenance(run).origin().codeRevision(), run));
        if (revisions.size() > 1) {
            List<String> found = new ArrayList<>();
            revisions.forEach((revision, run) -> found.add(run + " is of " + revision));
            throw new UserError(
                    "The sessions of one side are of one revision; here, " + String.join(", ", found) + ".",
                    "Leave out the others; or start a baseline over by 'speechbench baseline RUN_DIR --renew', which"
                            + " deletes the sessions that are there.");
        }
        return revisions.keySet().iterator().next();
    }
}
