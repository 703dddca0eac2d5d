package org.speechbench.bench.run;

import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.UserError;

/** Whether an experiment has the sections that are to be run. */
final class Sections {
    private Sections() {}

    /** @throws UserError if none of the requested sections exists */
    static void require(ResolvedConfig resolved, RunOptions options) {
        UserError missing = missing(resolved, options);
        if (missing != null) {
            throw missing;
        }
    }

    /** The error that {@link #require} throws; null if there is none. */
    static @Nullable UserError missing(ResolvedConfig resolved, RunOptions options) {
        ExperimentConfig config = resolved.config();
        String name = resolved.source();
        return switch (options.scope()) {
            case PRETRAIN -> config.pretrain().isEmpty() ? none(name, "pretrain", "pre-train") : null;
            case FINETUNE -> config.finetune().isEmpty() ? none(name, "finetune", "fine-tune") : null;
            case ALL -> runs(config) ? null : nothing(name, config);
        };
    }

    private static UserError none(String name, String section, String what) {
        return new UserError(
                name + " has no section '" + section + "', so there is nothing to " + what + ".",
                "Add one (docs/experiment-files.md), or use 'speechbench run' for what it has.");
    }

    private static boolean runs(ExperimentConfig config) {
        boolean cells = !config.upstreams().isEmpty() && !config.tasks().isEmpty();
        return cells || !config.trainingOrder().isEmpty() || config.throughput() != null;
    }

    private static UserError nothing(String name, ExperimentConfig config) {
        String half = config.upstreams().isEmpty()
                ? config.tasks().isEmpty() ? "" : "; it has 'tasks', but no 'upstreams' to probe on them"
                : "; it has 'upstreams', but no 'tasks' to probe them on";
        return new UserError(
                name + " has nothing to run" + half + ".",
                "Add 'upstreams' and 'tasks', 'pretrain', 'finetune' or 'throughput' (docs/experiment-files.md).");
    }
}
