package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.revision.RevisionRun;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import org.speechbench.reports.compare.RoundNoise;
import picocli.CommandLine.Option;

/** The options for what is measured of two revisions. */
final class RevisionSettings {
    /** The experiment that the repository's own CI measures. */
    static final String USUAL = "regression.yaml";

    @Option(
            names = "--experiment",
            paramLabel = "CONFIG.yaml",
            description = "Experiment to measure two revisions with; otherwise experiments/" + USUAL + ".")
    private @Nullable Path experiment;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replace a value of the experiment, for example --set throughput.rounds=40.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the measurements of two revisions; otherwise runs/compare in the working folder.")
    private Path out = Path.of("runs", "compare");

    @Option(
            names = "--device",
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.DeviceNames.class,
            description = "Device on which to measure two revisions, as for throughput; otherwise that of the current"
                    + " run, or the processor.")
    private String device = "";

    /** Measures another experiment than the usual one. */
    void measure(Path other) {
        experiment = other;
    }

    Path home() {
        return Home.find().root();
    }

    private Path experiment() {
        return experiment == null ? Home.find().experiment(USUAL) : experiment;
    }

    /**
     * @param usual the device to use if none was given
     * @param baseline the sessions of a baseline, which tell how much rounds differ; may be empty
     */
    RevisionRun run(Console console, String usual, List<Path> baseline) {
        ExperimentConfig config =
                new ConfigReader().read(List.of(experiment()), overrides).config();
        ThroughputEntry entry = config.throughput();
        if (entry == null) {
            throw new UserError(experiment() + ": has no throughput section.", "Add one, or leave out --experiment.");
        }
        Devices devices = Devices.of(device.isEmpty() ? usual : device, Precision.of(config.precision()));
        return new RevisionRun(
                entry,
                config.precision(),
                devices.first(),
                Services.load(),
                RoundNoise.of(out, baseline),
                out,
                console.progress());
    }
}
