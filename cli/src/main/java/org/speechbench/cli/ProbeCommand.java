package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ProbeDraft;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.config.TaskManifests;
import org.speechbench.bench.run.RunOptions.Scope;
import org.speechbench.bench.run.RunOptions.Selection;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Home;
import org.speechbench.tasks.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code probe}: probes models on tasks without an experiment file. */
@Command(
        name = "probe",
        description = {
            "Probe models on tasks: a head on the frozen states of each, with a table and a report.",
            "The folder of the run contains the experiment as config.yaml, which 'run' repeats."
        },
        footer = {
            "  speechbench probe hubert-base-ls960/ --tasks pr,asr,sid --data DIR",
            "  speechbench probe mine.pt theirs.pt --tasks pr=manifests/librispeech.tsv",
            "  speechbench probe torchscript=thesis.pt features=states --tasks er",
            "  speechbench probe hubert:base --tasks er --dry-run"
        })
final class ProbeCommand extends BaseCommand implements Callable<Integer> {
    private static final String NAME = "probe.yaml";

    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description =
                    "The folder or file of a checkpoint, or an upstream, as NAME or NAME:SIZE with random weights.")
    private List<String> what = List.of();

    @Option(
            names = "--tasks",
            required = true,
            split = ",",
            paramLabel = "TASK[=MANIFEST]",
            description = "Tasks, by name (pr), by the name of a manifest (pr_an4), or with the manifest to use.")
    private List<String> tasks = List.of();

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description = "Heads and schedules: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Preset preset = Preset.QUICK;

    @Option(
            names = "--learning-rates",
            split = ",",
            paramLabel = "RATE",
            description = "Learning rates that are tried; otherwise those of the preset.")
    private List<Double> learningRates = List.of();

    @Option(names = "--seeds", paramLabel = "N", description = "Seeds of heads. Default: ${DEFAULT-VALUE}.")
    private int seeds = 1;

    @Option(
            names = "--baselines",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Also probe fbank and, for each checkpoint, its network with random weights. On by default.")
    private boolean baselines;

    @Option(names = "--dry-run", description = "Print what would be done, and how long it would take.")
    private boolean dryRun;

    @Option(
            names = "--write",
            paramLabel = "CONFIG.yaml",
            description = "Write the experiment to this file instead of running it.")
    private @Nullable Path file;

    @Mixin
    private CheckpointSettings told = new CheckpointSettings();

    @Mixin
    private RunSettings settings = new RunSettings();

    @Mixin
    private KeepSettings keep = new KeepSettings();

    @Override
    public Integer call() {
        String text = draft().yaml(settings.overrides());
        ResolvedConfig config = new ConfigReader().parse(NAME, text, List.of());
        if (file != null) {
            return written(file, text);
        }
        ExperimentSession session = session(settings, keep.folder());
        return dryRun ? session.plan(config, Selection.of(Scope.ALL), false) : session.run(config);
    }

    private ProbeDraft draft() {
        Services services = Services.load().noting(console()::warn);
        TaskManifests manifests = new TaskManifests(settings.data(Home.find()), services.tasks());
        List<TaskManifests.Choice> choices =
                tasks.stream().map(String::strip).map(manifests::choice).toList();
        ProbedModels models = new ProbedModels(services, told.addedTo(Map.of()), console()::warn);
        what.forEach(models::add);
        return new ProbeDraft(
                baselines ? models.withBaselines() : models.models(),
                choices,
                new ProbeDraft.Terms(preset, learningRates, seeds));
    }

    private int written(Path place, String text) {
        requireNew(place, "file");
        AtomicFiles.write(place, text);
        console().print(place + ": speechbench run " + place + " --data DIR");
        return 0;
    }
}
