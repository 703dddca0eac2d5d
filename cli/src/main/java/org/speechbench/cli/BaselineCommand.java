package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.Home;
import org.speechbench.reports.compare.Baselines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baseline}: keeps runs as sessions of the baseline for {@code compare}. */
@Command(
        name = "baseline",
        description = "Keep runs as sessions of the baseline of their kind of machine, or measure one first. A baseline"
                + " needs five sessions of one revision, measured at different times.",
        footer = {"  speechbench baseline", "  speechbench baseline runs/now --renew --into bench/baselines"})
final class BaselineCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN_DIR",
            arity = "0..*",
            description = "The runs to keep; without any, experiments/" + RevisionSettings.USUAL + " is measured.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Folder of baselines, with one for each kind of machine. Default: ${DEFAULT-VALUE}.")
    private Path into = Path.of(Baselines.USUAL);

    @Option(
            names = "--renew",
            description = "Start over, as for another revision: delete the sessions that were kept for this kind of"
                    + " machine.")
    private boolean renew;

    @Mixin
    private RunSettings settings = new RunSettings();

    @Override
    public Integer call() {
        boolean first = renew;
        for (Path run : runs.isEmpty() ? List.of(measure()) : runs) {
            Path kept = new Baselines(into).keep(run, first);
            first = false;
            console().print("baseline: " + kept);
        }
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
