package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.AtomicFiles;

class ReportCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private ScoredRun run;

    @BeforeEach
    void write() {
        run = new ScoredRun(folder.resolve("run"), 1);
        run.words("hubert", "asr", speaker -> 2).words("fbank", "asr", speaker -> 5);
        AtomicFiles.write(run.files().provenance(), "{}");
    }

    @Test
    void another_format_is_alone_on_standard_output_and_warnings_are_on_the_other() throws IOException {
        assertThat(report("--format", "json")).isZero();

        assertThat(shell.json().path("cells")).hasSizeGreaterThan(1);
        assertThat(shell.err()).contains("provenance.json");
        assertThat(run.files().report()).doesNotExist();
    }

    @Test
    void another_format_goes_to_a_file_and_nothing_is_printed() {
        Path file = folder.resolve("tables/report.tex");

        assertThat(report("--format", "latex", "--out", file)).isZero();
        assertThat(file).content().contains("\\toprule");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void markdown_and_csv_can_be_piped() {
        assertThat(report("--format", "markdown")).isZero();
        assertThat(shell.out()).startsWith("# ").contains("| hubert |");
        assertThat(report("--format", "CSV")).isZero();
        assertThat(shell.out()).startsWith("kind,upstream,");
    }

    @Test
    void html_is_the_page_in_the_folder_and_the_table_on_standard_output() throws IOException {
        Files.writeString(run.files().results(), "1,score,hub", StandardOpenOption.APPEND);

        assertThat(report()).isZero();
        assertThat(run.files().report()).content().contains("<!DOCTYPE html>");
        assertThat(shell.out()).contains("hubert", "report: ");
    }

    @Test
    void an_unknown_format_is_bad_usage_that_names_those_there_are() {
        assertThat(report("--format", "pdf")).isEqualTo(2);
        assertThat(shell.err().toLowerCase(Locale.ROOT)).contains("html", "markdown", "csv", "latex", "json");
    }

    private int report(Object... options) {
        return shell.run(Stream.concat(Stream.of("report", run.folder()), Stream.of(options))
                .toArray());
    }
}
