package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

class CaveatsTest {
    @TempDir
    Path folder;

    @Test
    void a_torn_line_is_said_in_the_report() throws IOException {
        Files.writeString(run().results(), "1,score,hub", StandardOpenOption.APPEND);
        assertThat(summary()).contains("the last line is torn and was left out");
    }

    @Test
    void rows_of_another_schema_are_left_out_and_said() throws IOException {
        RunDirectory run = run();
        String changed = Files.readString(run.results()).replaceFirst("\n1,score,b,", "\n2,score,b,");
        Files.writeString(run.results(), changed);
        String summary = summary();
        assertThat(summary).contains("left out, schema is &#39;2&#39;").doesNotContain(">b<");
    }

    @Test
    void two_versions_of_a_task_are_said_and_stand_in_columns_of_their_own() {
        new ResultStore(run().results())
                .append(Sample.score("c", "none", "pr", Sample.PER).of(40, 2, "quick"));
        String page = HtmlReport.render(ReportReader.read(List.of(folder)));
        assertThat(page)
                .contains("Versions 1 and 2 of task pr", "never averaged", "v1, quick", "v2, quick")
                .contains("40.00", "10.00");
    }

    @Test
    void many_lines_that_cannot_be_read_are_counted_and_the_first_ones_told() throws IOException {
        RunDirectory run = run();
        for (int i = 0; i < 20; i++) {
            Files.writeString(run.results(), "not a row\n", StandardOpenOption.APPEND);
        }
        assertThat(summary())
                .contains(":4: left out", ":8: left out", "20 lines were left out in all")
                .doesNotContain(":9: left out");
    }

    private RunDirectory run() {
        RunDirectory run = new RunDirectory(folder).create();
        ResultStore store = new ResultStore(run.results());
        store.append(Sample.score("a", "none", "pr", Sample.PER).of(10, 1, "quick"));
        store.append(Sample.score("b", "none", "pr", Sample.PER).of(20, 1, "quick"));
        return run;
    }

    private String summary() {
        return new SummarySection(ReportReader.read(List.of(folder)))
                .build()
                .build()
                .render();
    }
}
