package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code run}: runs a whole experiment. */
@Command(
        name = "run",
        description = "Run an experiment: pre-train, probe every upstream on every task, measure speed, report.",
        mixinStandardHelpOptions = true,
        footerHeading = HelpExamples.HEADING,
        footer = {
            "  speechbench run experiments/demo.yaml --dry-run",
            "  speechbench run experiments/real-small.yaml --data DIR",
            "  speechbench run experiments/real-small.yaml --data DIR --resume"
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @ParentCommand
    private Main main = Main.none();

    @Mixin
    private ExperimentFiles experiment = new ExperimentFiles();

    @Option(names = "--upstreams", split = ",", paramLabel = "LABEL", description = "Probe only these upstreams.")
    private List<String> upstreams = new ArrayList<>();

    @Option(names = "--tasks", split = ",", paramLabel = "LABEL", description = "Probe only on these tasks.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description =
                    "Print trainings, cells, hours and the disk space that they need, without computing or writing anything."
                            + " With --resume, also print what is finished.")
    private boolean dryRun;

    @Option(names = "--json", description = "With --dry-run: print JSON for a program to read.")
    private boolean json;

    @Mixin
    private RunSettings settings = new RunSettings();

    @Mixin
    private KeepSettings keep = new KeepSettings();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (json && !dryRun) {
            throw new UserError("--json is for --dry-run.", "The results of a run are in its results.csv.");
        }
        ExperimentSession session =
                new ExperimentSession(console, settings, main.debug(), main.commandLine(), keep.folder());
        return dryRun
                ? session.plan(experiment.files(), upstreams, tasks, json)
                : session.run(experiment.files(), upstreams, tasks, RunOptions.Scope.ALL);
    }
}
