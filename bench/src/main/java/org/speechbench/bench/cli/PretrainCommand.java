package org.speechbench.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code pretrain}: the pre-training of an experiment alone. */
@Command(
        name = "pretrain",
        description = "Pre-train what an experiment names, and probe nothing; 'run --resume' goes on from there.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    private final Console console;

    @ParentCommand
    private Main main = Main.none();

    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description = "Experiment file; further files lie over it and say what they change.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private RunSettings settings = new RunSettings();

    PretrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new ExperimentSession(console, settings, main.debug(), main.commandLine())
                .run(files, List.of(), List.of(), RunOptions.Scope.PRETRAIN);
    }
}
