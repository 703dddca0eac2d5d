package org.speechbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code finetune}: runs only the fine-tunings of an experiment, with the trainings that they begin with. */
@Command(
        name = "finetune",
        description =
                "Run only the fine-tuning of an experiment with CTC, and score it; 'run --resume' continues from there.",
        mixinStandardHelpOptions = true,
        footerHeading = HelpExamples.HEADING,
        footer = {
            "  speechbench finetune experiments/phone-targets.yaml --out runs/tuned",
            "  speechbench finetune experiments/finetune-tiny.yaml --out runs/tuned --resume"
        })
final class FinetuneCommand implements Callable<Integer> {
    private final Console console;

    @ParentCommand
    private Main main = Main.none();

    @Mixin
    private ExperimentFiles experiment = new ExperimentFiles();

    @Mixin
    private RunSettings settings = new RunSettings();

    FinetuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return new ExperimentSession(console, settings, main.debug(), main.commandLine())
                .run(experiment.files(), List.of(), List.of(), RunOptions.Scope.FINETUNE);
    }
}
