package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.Caveats;
import org.speechbench.reports.HtmlReport;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.ReportFormat;
import org.speechbench.reports.ReportReader;
import org.speechbench.reports.ReportTables;
import org.speechbench.reports.Standings;
import org.speechbench.reports.TerminalScores;
import org.speechbench.reports.history.History;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;

/** Writes the report of runs, prints their table and tells the user where the files are. */
record ReportPrinter(Console console, boolean audio) {
    /** A printer that includes recordings. */
    ReportPrinter(Console console) {
        this(console, true);
    }

    /** Writes the report of one run into its folder. */
    void print(Path folder, History history) {
        RunDirectory run = new RunDirectory(folder);
        print(List.of(folder), run.report(), history);
        console.print("results: " + run.results());
        console.print("next: open the report in a browser; every comparison: speechbench significance " + folder);
    }

    /**
     * Writes one report of several runs.
     *
     * @return the exit status: 1 if nothing of their results could be read
     */
    int print(List<Path> folders, Path report, History history) {
        ReportData data = read(folders);
        data.warnings().forEach(console::warn);
        history.warnings().forEach(console::warn);
        ShownScores.replace(report, ReportFormat.HTML, HtmlReport.render(data, history));
        if (!data.rows(RowKind.SCORE).isEmpty() || data.rows(RowKind.FINETUNE).isEmpty()) {
            new TerminalScores(data, console.width()).lines().forEach(console::print);
        }
        for (TableModel table : new ReportTables(data).brief()) {
            console.print("");
            console.print(table.caption());
            TextRenderer.lines(table).forEach(console::print);
        }
        new Caveats(data).noise().forEach(console::print);
        console.print("report: " + report);
        int recordings = data.answers().recordings();
        if (recordings > 0) {
            console.print("the report carries " + recordings + (recordings == 1 ? " recording" : " recordings")
                    + "; 'speechbench report --no-audio' leaves them out");
        }
        return status(data);
    }

    /**
     * Prints a format for other programs, and nothing else.
     *
     * @return the exit status: 1 if nothing of the results could be read
     */
    int write(List<Path> folders, ReportOptions options) {
        ReportData data = read(folders);
        data.warnings().forEach(console::warn);
        options.write(console, options.format().render(data));
        return status(data);
    }

    /** Lines that could not be read are not a failure as long as there is something to show. */
    private static int status(ReportData data) {
        return data.leftOut() > 0 && data.rows().stream().noneMatch(ResultRow::ok) ? 1 : 0;
    }

    private ReportData read(List<Path> folders) {
        ReportData data = tested(ReportReader.read(folders), folders);
        return audio ? data : data.withoutRecordings();
    }

    /**
     * The report with the judge's findings. A report can be made without them, for example if runs cannot be distinguished,
     * but it gives the reason.
     */
    private ReportData tested(ReportData data, List<Path> folders) {
        if (data.rows(RowKind.SCORE).stream().noneMatch(ResultRow::ok)) {
            return data;
        }
        try {
            Significance judged = Significance.ofAll(folders, Services.load().tasks(), console.progress());
            return data.judged(new Standings(
                    judged.comparisons().stream()
                            .map(comparison -> comparison.reworded(reason -> named(reason, folders)))
                            .toList(),
                    judged.remarks().stream()
                            .map(remark -> named(remark, folders))
                            .toList()));
        } catch (UserError e) {
            return data.warning("Upstreams are not compared: " + named(e.oneLine(), folders));
        }
    }

    /** A sentence with runs by their folders without the paths, which do not belong in a report. */
    private static String named(String sentence, List<Path> folders) {
        String shown = sentence;
        for (Path folder : folders) {
            Path root = folder.toAbsolutePath().normalize();
            Path name = root.getFileName();
            shown = name == null ? shown : shown.replace(root.toString(), name.toString());
        }
        return shown;
    }
}
