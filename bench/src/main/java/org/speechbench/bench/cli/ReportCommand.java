package org.speechbench.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.history.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: table and page from the files of runs. */
@Command(
        name = "report",
        description = "Print the table of one or more runs and write their report; computes nothing.",
        mixinStandardHelpOptions = true,
        footerHeading = Examples.HEADING,
        footer = {"  speechbench report runs/demo", "  speechbench report runs/seed1 runs/seed2 --out both.html"})
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Folder of a run, finished or not.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE.html", description = "Otherwise report.html in the first folder.")
    private @Nullable Path out;

    @Mixin
    private HistorySettings history = new HistorySettings();

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path report = out == null ? new RunDirectory(folders.get(0)).report() : out;
        new ReportPrinter(console).print(folders, report, history.given() ? history.read() : History.none());
        return 0;
    }
}
