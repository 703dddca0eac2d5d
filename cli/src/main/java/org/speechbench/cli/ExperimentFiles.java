package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The experiment files given to a command. */
final class ExperimentFiles {
    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description = "Experiment file; further files override parts of it.")
    private List<Path> files = new ArrayList<>();

    List<Path> files() {
        return files;
    }
}
