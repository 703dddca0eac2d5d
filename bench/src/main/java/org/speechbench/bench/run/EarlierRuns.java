package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

/** The measurements of earlier runs on the machine for which a run is planned, the newest first. */
record EarlierRuns(List<Run> runs) {
    /**
     * One earlier run.
     *
     * @param name the name of its folder
     * @param threads the number of threads of its engine
     * @param ceilings the speed of the matrix product by precision, in GFLOP/s
     */
    record Run(
            String name,
            String created,
            int threads,
            ExperimentConfig config,
            Map<String, Double> ceilings,
            List<ResultRow> rows) {}

    EarlierRuns {
        runs = List.copyOf(runs);
    }

    /**
     * Reads the runs in a folder and beside it. Runs that cannot be read are ignored.
     *
     * @param machine the machine for which a run is planned, with the GPUs that will be used
     * @param device the device as named in provenance
     */
    static EarlierRuns beside(Path out, Machine machine, String device) {
        List<Run> runs = new ArrayList<>();
        for (Path folder : folders(out.toAbsolutePath())) {
            RunDirectory files = new RunDirectory(folder);
            ProvenanceStore store = new ProvenanceStore(files.provenance());
            try {
                Provenance provenance = store.exists() && Files.exists(files.config()) ? store.read() : null;
                if (provenance != null && same(provenance, machine, device)) {
                    runs.add(new Run(
                            String.valueOf(folder.getFileName()),
                            provenance.origin().created(),
                            provenance.environment().threads(),
                            new ConfigReader()
                                    .read(List.of(files.config()), List.of())
                                    .config(),
                            provenance.ceilings(),
                            new ResultStore(files.results()).rows()));
                }
            } catch (UserError unreadable) {
                // A run that cannot be read gives no information about this one.
            }
        }
        runs.sort((a, b) -> b.created().compareTo(a.created()));
        return new EarlierRuns(runs);
    }

    /** The same runs after a newer one. */
    EarlierRuns with(Run newer) {
        List<Run> all = new ArrayList<>(List.of(newer));
        all.addAll(runs);
        return new EarlierRuns(all);
    }

    private static boolean same(Provenance provenance, Machine machine, String device) {
        Machine other = provenance.environment().machine();
        return other.cpuModel().equals(machine.cpuModel())
                && other.isaFlags().equals(machine.isaFlags())
                && other.cores() == machine.cores()
                && other.gpus().equals(machine.gpus())
                && provenance.environment().device().equals(device);
    }

    private static List<Path> folders(Path out) {
        Path parent = out.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return Collections.emptyList();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return Collections.emptyList();
        }
    }
}
