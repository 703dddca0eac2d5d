package org.speechbench.bench.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.FinetuneTable;
import org.speechbench.reports.HtmlReport;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.ReportReader;
import org.speechbench.reports.ScoreTable;
import org.speechbench.reports.history.History;

/** Writes the report of runs, prints their table and says where both are. */
record ReportPrinter(Console console) {
    /** The report of one run, in its folder. */
    void print(Path folder, History history) {
        RunDirectory run = new RunDirectory(folder);
        print(List.of(folder), run.report(), history);
        console.out().println("results: " + run.results());
    }

    /** One report of several runs. */
    void print(List<Path> folders, Path report, History history) {
        ReportData data = tested(ReportReader.read(folders), folders);
        AtomicFiles.write(report, HtmlReport.render(data, history));
        String tuned = FinetuneTable.render(data.rows());
        if (tuned.isEmpty() || !data.rows("score").isEmpty()) {
            console.out().print(ScoreTable.render(data.rows()));
        }
        console.out().print(tuned);
        new SpeedText(data.rows()).lines().forEach(console.out()::println);
        warn(data.warnings());
        warn(history.warnings());
        console.out().println("report: " + report);
    }

    /** Another format for other programs, and nothing but it. */
    void write(List<Path> folders, ReportFormat format, @Nullable Path out) {
        ReportData data = tested(ReportReader.read(folders), folders);
        warn(data.warnings());
        if (out == null) {
            console.out().print(format.render(data));
            console.out().flush();
        } else {
            AtomicFiles.write(out, format.render(data));
        }
    }

    private void warn(List<String> warnings) {
        warnings.forEach(sentence -> console.err().println("speechbench: " + sentence));
    }

    /** A report can do without the test of differences, as where predictions were deleted. */
    private ReportData tested(ReportData data, List<Path> folders) {
        if (data.rows("score").stream().noneMatch(ResultRow::ok)) {
            return data;
        }
        try {
            return data.withDifferences(Differences.of(folders, console.progress()));
        } catch (UserError e) {
            console.err().println("speechbench: differences are not tested: " + e.getMessage());
            return data;
        }
    }
}
