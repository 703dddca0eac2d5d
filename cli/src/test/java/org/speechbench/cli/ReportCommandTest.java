package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.AtomicFiles;

class ReportCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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

        assertThat(JsonMapper.builder().build().readTree(out.toByteArray()).path("cells"))
                .hasSizeGreaterThan(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("provenance.json");
        assertThat(run.files().report()).doesNotExist();
    }

    @Test
    void another_format_goes_to_a_file_and_nothing_is_printed() {
        Path file = folder.resolve("tables/report.tex");

        assertThat(report("--format", "latex", "--out", file.toString())).isZero();
        assertThat(file).content().contains("\\toprule");
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void markdown_and_csv_can_be_piped() {
        assertThat(report("--format", "markdown")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("# ").contains("| hubert |");
        out.reset();
        assertThat(report("--format", "CSV")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("kind,upstream,");
    }

    @Test
    void html_is_the_page_in_the_folder_and_the_table_on_standard_output() throws IOException {
        Files.writeString(run.files().results(), "1,score,hub", StandardOpenOption.APPEND);

        assertThat(report()).isZero();
        assertThat(run.files().report()).content().contains("<!DOCTYPE html>");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hubert", "report: ");
    }

    @Test
    void an_unknown_format_is_bad_usage_that_names_those_there_are() {
        assertThat(report("--format", "pdf")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .contains("html", "markdown", "csv", "latex", "json");
    }

    private int report(String... options) {
        String[] arguments = Stream.concat(Stream.of("report", run.folder().toString()), Arrays.stream(options))
                .toArray(String[]::new);
        return Main.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }
}
