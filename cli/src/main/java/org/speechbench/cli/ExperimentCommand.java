package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions.Scope;
import org.speechbench.bench.run.RunOptions.Selection;
import org.speechbench.core.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that runs an experiment file, or a part of it. */
abstract class ExperimentCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description = "Experiment file; further files override parts of it.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private RunSettings settings = new RunSettings();

    List<Path> files() {
        return files;
    }

    RunSettings settings() {
        return settings;
    }

    /** {@code pretrain}: runs only the pre-trainings of an experiment. */
    @Command(
            name = "pretrain",
            description = "Run only the pre-training of an experiment; 'run --resume' continues from there.",
            footer = {
                "  speechbench pretrain experiments/demo.yaml --set pretrain.hubert.steps=50",
                "  speechbench pretrain experiments/real-small.yaml --data DIR --limit 20"
            })
    static final class Pretrain extends ExperimentCommand {
        @Override
        public Integer call() {
            return session(settings(), null).run(files(), Selection.of(Scope.PRETRAIN));
        }
    }

    /** {@code distill}: runs only the students of an experiment, with the trainings that they learn from. */
    @Command(
            name = "distill",
            description =
                    "Train only the students of an experiment, with their teachers; 'run --resume' continues from there.",
            footer = {
                "  speechbench distill experiments/distill.yaml --out runs/students",
                "  speechbench distill experiments/distill.yaml --out runs/students --resume"
            })
    static final class Distill extends ExperimentCommand {
        @Override
        public Integer call() {
            return session(settings(), null).run(files(), Selection.of(Scope.DISTILL));
        }
    }

    /** {@code finetune}: runs only the fine-tunings of an experiment, with the trainings that they begin with. */
    @Command(
            name = "finetune",
            description =
                    "Run only the fine-tuning of an experiment with CTC, and score it; 'run --resume' continues from there.",
            footer = {
                "  speechbench finetune experiments/phone-targets.yaml --out runs/tuned",
                "  speechbench finetune experiments/phone-targets.yaml --out runs/tuned --resume"
            })
    static final class Finetune extends ExperimentCommand {
        @Override
        public Integer call() {
            return session(settings(), null).run(files(), Selection.of(Scope.FINETUNE));
        }
    }

    /** {@code run}: runs a whole experiment. */
    @Command(
            name = "run",
            description = "Run an experiment: pre-train, probe every upstream on every task, measure speed, report.",
            footer = {
                "  speechbench run experiments/demo.yaml --dry-run",
                "  speechbench run experiments/real-small.yaml --data DIR",
                "  speechbench run experiments/real-small.yaml --data DIR --resume"
            })
    static final class Run extends ExperimentCommand {
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
        private KeepSettings keep = new KeepSettings();

        @Override
        public Integer call() {
            if (json && !dryRun) {
                throw new UserError("--json is for --dry-run.", "The results of a run are in its results.csv.");
            }
            ExperimentSession session = session(settings(), keep.folder());
            Selection selection = new Selection(Scope.ALL, upstreams, tasks);
            return dryRun ? session.plan(files(), selection, json) : session.run(files(), selection);
        }
    }
}
