package org.speechbench.bench.run;

import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.UserError;

/** Whether an experiment has the sections that are to be run. */
final class Sections {
    private Sections() {}

    /** @throws UserError if nothing of what is asked for is there */
    static void require(ResolvedConfig resolved, RunOptions options) {
        ExperimentConfig config = resolved.config();
        switch (options.scope()) {
            case PRETRAIN -> require(!config.pretrain().isEmpty(), resolved.source(), "pretrain", "pre-train");
            case FINETUNE -> require(!config.finetune().isEmpty(), resolved.source(), "finetune", "fine-tune");
            case ALL -> requireAny(config, resolved.source());
        }
    }

    private static void require(boolean there, String name, String section, String what) {
        if (!there) {
            throw new UserError(
                    name + " has no section '" + section + "', so there is nothing to " + what + ".",
                    "Add one (docs/experiment-files.md), or use 'speechbench run' for what it has.");
        }
    }

    private static void requireAny(ExperimentConfig config, String name) {
        boolean cells = !config.upstreams().isEmpty() && !config.tasks().isEmpty();
        if (cells || !config.trainingOrder().isEmpty() || config.throughput() != null) {
            return;
        }
        String half = config.upstreams().isEmpty()
                ? config.tasks().isEmpty() ? "" : "; it has 'tasks', but no 'upstreams' to probe on them"
                : "; it has 'upstreams', but no 'tasks' to probe them on";
        throw new UserError(
                name + " has nothing to run" + half + ".",
                "Add 'upstreams' and 'tasks', 'pretrain', 'finetune' or 'throughput' (docs/experiment-files.md).");
    }
}
