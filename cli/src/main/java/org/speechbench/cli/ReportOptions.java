package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.ReportFormat;
import picocli.CommandLine.Option;

/** The options for what a report is written as, and where. */
final class ReportOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "One of ${COMPLETION-CANDIDATES}; otherwise ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.HTML;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "File to write; otherwise the page goes into the first folder, and other formats go to standard output.")
    private @Nullable Path out;

    ReportFormat format() {
        return format;
    }

    /** Whether a page is written, and a table printed. */
    boolean page() {
        return format == ReportFormat.HTML;
    }

    /** The file that was named. */
    Path fileOr(Path usual) {
        return out == null ? usual : out;
    }

    /** Writes a format for other programs, and prints nothing else. */
    void write(Console console, String text) {
        if (out == null) {
            console.out().print(text);
            console.out().flush();
        } else {
            ShownScores.replace(out, format, text);
        }
    }
}
