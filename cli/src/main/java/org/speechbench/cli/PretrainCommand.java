package org.speechbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code pretrain}: runs only the pre-trainings of an experiment. */
@Command(
        name = "pretrain",
        description = "Run only the pre-training of an experiment; 'run --resume' continues from there.",
        mixinStandardHelpOptions = true,
        footerHeading = HelpExamples.HEADING,
        footer = {
            "  speechbench pretrain experiments/demo.yaml --set pretrain.hubert.steps=50",
            "  speechbench pretrain experiments/real-small.yaml --data DIR --limit 20"
        })
final class PretrainCommand implements Callable<Integer> {
    private final Console console;

    @ParentCommand
    private Main main = Main.none();

    @Mixin
    private ExperimentFiles experiment = new ExperimentFiles();

    @Mixin
    private RunSettings settings = new RunSettings();

    PretrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new ExperimentSession(console, settings, main.debug(), main.commandLine())
                .run(experiment.files(), List.of(), List.of(), RunOptions.Scope.PRETRAIN);
    }
}
