package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.history.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: creates table and page from the files of runs. */
@Command(
        name = "report",
        description = {
            "Print the table of one or more runs and write their report. Nothing is trained.",
            "In formats other than html the report goes to standard output or to --out, and nothing else is printed."
        },
        footer = {
            "  speechbench report runs/demo",
            "  speechbench report runs/seed1 runs/seed2 --out both.html",
            "  speechbench report runs/demo --format markdown"
        })
final class ReportCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Folder of a run, finished or not.")
    private List<Path> folders = new ArrayList<>();

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(
            names = "--no-audio",
            description = "Leave out the recordings of test utterances, which are otherwise included in the page.")
    private boolean noAudio;

    @Mixin
    private HistorySettings history = new HistorySettings();

    @Override
    public Integer call() {
        ReportPrinter printer = new ReportPrinter(console(), !noAudio);
        if (options.page()) {
            Path report = options.fileOr(new RunDirectory(folders.get(0)).report());
            return printer.print(folders, report, history.given() ? history.read() : History.none());
        } else if (history.given()) {
            throw new UserError(
                    "--history is drawn in html, but the format is " + options.format() + ".",
                    "Leave one of the two out; 'speechbench history show' prints figures run by run.");
        } else {
            return printer.write(folders, options);
        }
    }
}
