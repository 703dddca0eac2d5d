package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** A command of the program, which prints to the program's console. */
abstract class BaseCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    Console console() {
        return main.console();
    }

    /** @param history the folder in which the run is also kept; null for none */
    ExperimentSession session(RunSettings settings, @Nullable Path history) {
        return new ExperimentSession(main, settings, history);
    }
}
