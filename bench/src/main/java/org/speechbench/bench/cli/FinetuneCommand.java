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

/** {@code finetune}: the fine-tuning of an experiment alone, with what it begins with. */
@Command(
        name = "finetune",
        description = "Fine-tune what an experiment names with CTC, and score it; 'run --resume' goes on from there.",
        mixinStandardHelpOptions = true)
final class FinetuneCommand implements Callable<Integer> {
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

    FinetuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new ExperimentSession(console, settings, main.debug(), main.commandLine())
                .run(files, List.of(), List.of(), RunOptions.Scope.FINETUNE);
    }
}
