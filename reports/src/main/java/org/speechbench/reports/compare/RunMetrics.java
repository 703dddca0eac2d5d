package org.speechbench.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;

/**
 * The measurements of a run.
 *
 * @param name the name of the run, for display
 * @param engine the engine that was used, with its version; empty if it is the same for all runs that are compared
 * @param rows the rows by what they measure, including failed ones; the last one of several with the same identity
 * @param warnings sentences about what could not be read
 */
public record RunMetrics(String name, String engine, Map<RowIdentity, MetricSeries> rows, List<String> warnings) {
    public RunMetrics {
        rows = new LinkedHashMap<>(rows);
        warnings = List.copyOf(warnings);
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
        return new RunMetrics(folder.toString(), engine, rows, warnings);
    }

    /**
     * Copies the files of a run that a comparison and a history need, replacing previous contents.
     *
     * @return the folder
     */
    public static Path keep(RunDirectory run, Path folder) {
        RunDirectory kept = new RunDirectory(folder).create();
        try {
            for (Path file : List.of(run.results(), run.rounds(), run.provenance())) {
                Path copy = kept.root().resolve(file.getFileName());
                if (Files.exists(file)) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException e) {
            throw UserError.unwritable(kept.root(), e);
        }
        return kept.root();
    }
}
