package org.speechbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.Folders;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import picocli.CommandLine.Option;

/** The options shared by all commands that run something. */
final class RunSettings {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that manifests are relative to; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run; otherwise runs/NAME-TIME in the working folder.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Continue the run in --out, or the newest run of this experiment.")
    private boolean resume;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replace a value of the experiment, for example --set pretrain.hubert.steps=200.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Cut every split to N utterances, drawn class by class or with the seed, for a trial.")
    private @Nullable Integer limit;

    @Option(
            names = "--skip-bad",
            description = "Leave out recordings and lines of lists that cannot be used, and list and count them.")
    private boolean skipBad;

    @Option(names = "--cache", paramLabel = "DIR", description = "Folder of the feature cache; otherwise in the run.")
    private @Nullable Path cache;

    @Option(
            names = "--cache-gigabytes",
            paramLabel = "GB",
            description = "Largest size of the feature cache; 0 keeps nothing. Default: ${DEFAULT-VALUE}.")
    private double cacheGigabytes = 8;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            completionCandidates = CompletionCandidates.Precisions.class,
            description =
                    "Precision of the upstreams' matrix products: ${COMPLETION-CANDIDATES}; otherwise that of the experiment.")
    private String precision = "";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.DeviceNames.class,
            description =
                    "Where to compute: cpu, gpu, gpu:1, or auto (a GPU if there is one). Pre-training uses all of a"
                            + " list, such as gpu:0,gpu:1 or gpu:all. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    List<String> overrides() {
        List<String> all = new ArrayList<>(overrides);
        if (!precision.isEmpty()) {
            all.add("precision=" + precision);
        }
        if (limit != null) {
            all.add("limit=" + limit);
        }
        return all;
    }

    /** The folder that is named, whatever an experiment says. */
    DataFolder data(Home home) {
        return DataFolder.resolve(data, false, home, System.getenv());
    }

    DataFolder data(ResolvedConfig config, Home home) {
        return DataFolder.resolve(data, config.config().recordings().isSynthetic(), home, System.getenv());
    }

    RunOptions options(Main main, ResolvedConfig config, RunOptions.Selection selection) {
        Path folder = folder(config.name());
        return new RunOptions(
                folder,
                resume,
                skipBad,
                new RunOptions.Cache(cache == null ? folder.resolve("cache") : cache, Math.round(cacheGigabytes * 1e9)),
                selection,
                Devices.of(device, Precision.of(config.config().precision())),
                main.debug(),
                main.commandLine());
    }

    private Path folder(String name) {
        if (out != null) {
            return out;
        }
        Path runs = Path.of("runs");
        if (resume) {
            return newest(runs, name)
                    .orElseThrow(() -> new UserError(
                            "There is no run of " + name + " in " + runs.toAbsolutePath() + " to resume.",
                            "Leave out --resume, or name the folder with --out."));
        }
        return runs.resolve(
                name + "-" + LocalDateTime.now(java.time.ZoneId.systemDefault()).format(STAMP));
    }

    private static Optional<Path> newest(Path runs, String name) {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        return Folders.entries(runs).stream()
                .filter(f -> f.getFileName().toString().matches("\\Q" + name + "\\E-\\d{8}-\\d{6}"))
                .reduce((older, newer) -> newer);
    }
}
