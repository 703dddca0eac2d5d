package org.speechbench.reports.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RunMetrics;

/**
 * A folder of kept runs, with one subfolder each.
 *
 * @param folder the folder, which need not exist before the first run is added
 */
public record HistoryFolder(Path folder) {
    /** The folder in which runs are kept unless another one is named. */
    public static final String USUAL = "history";

    /**
     * Keeps a run; a run that already exists is replaced.
     *
     * @return its folder
     * @throws UserError if the folder is not a run, or has no figure that a history shows
     */
    public Path add(Path run) {
        if (RunMetrics.read(run).rows().values().stream().map(MetricSeries::row).noneMatch(History::shows)) {
            throw new UserError(run + ": has no scores and no ratios.", "Add it when it has some.");
        }
        RunDirectory files = new RunDirectory(run);
        return RunMetrics.keep(files, RunMetrics.files(files), folder);
    }

    /**
     * All kept runs, the oldest first.
     *
     * @throws UserError if there is no such folder
     */
    public History read(List<KnownChange> deltas) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder.", "Keep a run first: 'speechbench history add'.");
        }
        List<History.Run> runs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Folders.entries(folder).stream()
                .map(RunDirectory::new)
                .filter(run -> Files.exists(run.provenance()))
                .forEach(run -> add(run, runs, warnings));
        runs.sort(Comparator.comparing(History.Run::created));
        return new History(runs, deltas, warnings);
    }

    /** A run that cannot be read is left out and reported, and does not affect the others. */
    private static void add(RunDirectory run, List<History.Run> runs, List<String> warnings) {
        try {
            runs.add(read(run, warnings));
        } catch (UserError e) {
            warnings.add(String.valueOf(e.getMessage()));
        }
    }

    private static History.Run read(RunDirectory run, List<String> warnings) {
        RunResults results = RunResults.read(run);
        warnings.addAll(results.warnings());
        Provenance provenance = new ProvenanceStore(run.provenance()).read();
        List<ResultRow> shown = results.rows().stream().filter(History::shows).toList();
        return new History.Run(
                provenance.origin().created(), provenance.origin().codeRevision(), MachineKind.of(provenance), shown);
    }
}
