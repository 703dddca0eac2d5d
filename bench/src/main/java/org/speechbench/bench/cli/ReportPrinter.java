package org.speechbench.bench.cli;

import java.nio.file.Path;
import org.speechbench.core.result.RunDirectory;

/** Says where a run's results are. */
record ReportPrinter(Console console) {
    void print(Path folder) {
        console.out().println("results: " + new RunDirectory(folder).results());
    }
}
