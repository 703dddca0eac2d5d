package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.Home;
import org.speechbench.reports.compare.Baselines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baseline}: keeps a run as the baseline for {@code compare}. */
@Command(
        name = "baseline",
        description = "Keep a run as the baseline of its kind of machine, or measure one first.",
        footer = {"  speechbench baseline", "  speechbench baseline runs/now --into bench/baselines"})
final class BaselineCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN_DIR",
            arity = "0..1",
            description = "The run to keep; without one, experiments/" + RevisionSettings.USUAL + " is measured.")
    private @Nullable Path run;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Folder of baselines, with one for each kind of machine. Default: ${DEFAULT-VALUE}.")
    private Path into = Path.of(Baselines.USUAL);

    @Mixin
    private RunSettings settings = new RunSettings();

    @Override
    public Integer call() {
        Path measured = run == null ? measure() : run;
        Path kept = new Baselines(into).keep(measured);
        console().print("baseline: " + kept);
        return 0;
    }

    private Path measure() {
        Path file = Home.find().experiment(RevisionSettings.USUAL);
        ResolvedConfig config = new ConfigReader().read(List.of(file), settings.overrides());
        ExperimentSession session = session(settings, null);
        RunOptions options = session.options(config);
        session.run(config, options);
        return options.out();
    }
}
