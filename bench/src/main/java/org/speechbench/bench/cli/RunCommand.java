package org.speechbench.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code run}: a whole experiment. */
@Command(
        name = "run",
        description = "Run an experiment: pre-train, probe every upstream on every task, measure speed, report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @ParentCommand
    private Main main = Main.none();

    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description = "Experiment file; further files lie over it and say what they change.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--upstreams", split = ",", paramLabel = "LABEL", description = "Probe only these upstreams.")
    private List<String> upstreams = new ArrayList<>();

    @Option(names = "--tasks", split = ",", paramLabel = "LABEL", description = "Probe on these tasks only.")
    private List<String> tasks = new ArrayList<>();

    @Option(names = "--dry-run", description = "Print cells, hours and cache size; compute nothing.")
    private boolean dryRun;

    @Mixin
    private RunSettings settings = new RunSettings();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExperimentSession session = new ExperimentSession(console, settings, main.debug(), main.commandLine());
        return dryRun
                ? session.plan(files, upstreams, tasks)
                : session.run(files, upstreams, tasks, RunOptions.Scope.ALL);
    }
}
