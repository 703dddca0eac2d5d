package org.speechbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import picocli.CommandLine.ParentCommand;

/** A command of the program, which prints to the program's console. */
abstract class BaseCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    Console console() {
        return main.console();
    }

    /**
     * Refuses to replace what exists.
     *
     * @param kind {@code file} or {@code folder}
     */
    static void requireNew(Path target, String kind) {
        if (Files.exists(target)) {
            throw new UserError(target + " is there already.", "Name a new " + kind + ".");
        }
    }

    /** @param history the folder in which the run is also kept; null for none */
    ExperimentSession session(RunSettings settings, @Nullable Path history) {
        return new ExperimentSession(main, settings, history);
    }
}
