package org.speechbench.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;

/**
 * The measurements of a run, which is one session.
 *
 * @param name the name of the run, for display
 * @param engine the engine that was used, with its version; empty if it is the same for all runs that are compared
 * @param rows the rows by what they measure, including failed ones; the last one of several with the same identity
 * @param warnings sentences about what could not be read
 * @param files the folder of the run; null if it was measured just now
 */
public record RunMetrics(
        String name,
        String engine,
        Map<RowIdentity, MetricSeries> rows,
        List<String> warnings,
        @Nullable RunDirectory files) {
    private static final int SHORT = 8;

    public RunMetrics {
        rows = new LinkedHashMap<>(rows);
        warnings = List.copyOf(warnings);
    }

    /** A session that was measured just now, without scores. */
    public RunMetrics(String name, String engine, Map<RowIdentity, MetricSeries> rows, List<String> warnings) {
        this(name, engine, rows, warnings, null);
    }

    /** A row that was measured. */
    Optional<MetricSeries> measured(RowIdentity row) {
        return Optional.ofNullable(rows.get(row)).filter(series -> series.row().ok());
    }

    /**
     * Whether both are one session: the same run or a copy of it. No two sessions agree in every round of a timing.
     */
    boolean isSameSession(RunMetrics other) {
        return rows.equals(other.rows)
                || rows.entrySet().stream()
                        .anyMatch(row -> row.getValue().isSameMeasurement(other.rows.get(row.getKey())));
    }

    /** @throws UserError if the folder is not that of a run */
    public static RunMetrics read(Path folder) {
        RunDirectory run = new RunDirectory(folder.toAbsolutePath().normalize());
        if (!Files.exists(run.results()) || !Files.exists(run.provenance())) {
            throw new UserError(
                    folder + ": is not a run directory; it needs results.csv and provenance.json.",
                    "Name a folder that 'run', 'throughput' or 'baseline' wrote.");
        }
        RunResults results = RunResults.read(run);
        RoundLog.Contents rounds = new RoundLog(run.rounds()).read(results.rows());
        Map<RowIdentity, MetricSeries> rows = new LinkedHashMap<>();
        for (ResultRow row : results.rows()) {
            RowIdentity identity = RowIdentity.of(row);
            rows.put(identity, new MetricSeries(row, rounds.rounds().getOrDefault(identity, List.of())));
        }
        List<String> warnings = new ArrayList<>(results.warnings());
        warnings.addAll(rounds.warnings());
        Provenance provenance = new ProvenanceStore(run.provenance()).read();
        String engine = provenance.environment().engine() + " "
                + provenance.environment().engineVersion();
        return new RunMetrics(folder.toString(), engine, rows, warnings, run);
    }

    /** The files of a run that a comparison of its timings and a history need. */
    public static List<Path> files(RunDirectory run) {
        return List.of(run.results(), run.rounds(), run.provenance());
    }

    /**
     * Copies files of a run to a folder that is named after its start, replacing previous contents.
     *
     * @param files what is kept; files that do not exist are left out
     * @param parent the folder of all runs that are kept together
     * @return the folder
     */
    public static Path keep(RunDirectory run, List<Path> files, Path parent) {
        Path root = run.root().toAbsolutePath().normalize();
        Provenance provenance = new ProvenanceStore(run.provenance()).read();
        String time = provenance.origin().created().replaceAll("[^0-9TZ]", "");
        String digest =
                Digests.sha256(ProvenanceStore.json(provenance).toString()).substring(0, SHORT);
        Path kept = parent.resolve(time + "-" + digest);
        try {
            for (Path file : files) {
                Path copy = kept.resolve(
                        root.relativize(file.toAbsolutePath().normalize()).toString());
                AtomicFiles.createFolder(copy);
                if (Files.exists(file)) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException e) {
            throw UserError.unwritable(kept, e);
        }
        return kept;
    }
}
