package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;

class ReportReaderTest {
    @TempDir
    private Path folder;

    /** Rows as they are read: with the kind of machine that the provenance of their run names. */
    private static List<ResultRow> measured(List<ResultRow> rows) {
        MachineKind machine = MachineKind.of(Sample.provenance());
        return rows.stream().map(row -> row.onMachine(machine)).toList();
    }

    @Test
    void a_written_run_is_read_whole() {
        Sample.write(folder);
        ReportData data = ReportReader.read(List.of(folder));
        assertThat(data.rows()).isEqualTo(measured(Sample.rows()));
        assertThat(data.title()).isEqualTo("Two hours of real speech, size small");
        assertThat(data.runs().get(0).provenance()).isEqualTo(Sample.provenance());
        assertThat(data.trainings().curves()).isEqualTo(Sample.curves());
        assertThat(data.trainings().rows().get("hubert"))
                .isEqualTo(measured(Sample.pretrainings().get("hubert")));
        assertThat(data.layers()).isEqualTo(Sample.layers());
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void a_torn_line_costs_itself_and_gives_a_warning_without_the_path_of_the_machine() throws IOException {
        RunDirectory run = Sample.write(folder);
        Files.writeString(run.results(), "1,score,hub", StandardOpenOption.APPEND);
        ReportData data = ReportReader.read(List.of(folder));
        assertThat(data.rows()).isEqualTo(measured(Sample.rows()));
        assertThat(data.warnings()).singleElement().asString().contains("results.csv", "torn");
        assertThat(data.warnings().get(0)).doesNotContain(folder.toString());
        assertThat(HtmlReport.render(data)).contains("the last line is torn");
    }

    @Test
    void a_run_named_by_a_relative_path_is_read_alike() throws IOException {
        RunDirectory run = Sample.write(folder);
        Files.writeString(run.results(), "1,score,hub", StandardOpenOption.APPEND);
        Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
        assertThat(ReportReader.read(List.of(relative)).warnings())
                .isEqualTo(ReportReader.read(List.of(folder)).warnings());
    }

    @Test
    void rows_of_another_schema_are_left_out_with_a_warning() throws IOException {
        RunDirectory run = Sample.write(folder);
        String text = Files.readString(run.results()).replaceFirst("\n1,", "\n9,");
        Files.writeString(run.results(), text);
        ReportData data = ReportReader.read(List.of(folder));
        assertThat(data.rows()).hasSize(Sample.rows().size() - 1);
        assertThat(data.warnings()).singleElement().asString().contains("schema is '9'");
    }

    @Test
    void a_damaged_provenance_is_a_warning_and_the_scores_stay() throws IOException {
        RunDirectory run = Sample.write(folder);
        Files.writeString(run.provenance(), "{ \"schema\": 1, ");
        ReportData data = ReportReader.read(List.of(folder));
        assertThat(data.warnings()).singleElement().asString().contains("provenance.json");
        assertThat(HtmlReport.render(data)).contains("31.74");
    }

    @Test
    void curves_of_two_runs_keep_apart() {
        Sample.write(folder.resolve("a"));
        Sample.write(folder.resolve("b"));
        ReportData data = ReportReader.read(List.of(folder.resolve("a"), folder.resolve("b")));
        assertThat(data.trainings().curves()).containsKeys("a/hubert", "b/hubert");
        assertThat(data.trainings().rows().get("b/hubert"))
                .isEqualTo(measured(Sample.pretrainings().get("hubert")));
        assertThat(data.rows()).hasSize(2 * Sample.rows().size());
    }

    @Test
    void another_folder_is_refused() {
        assertThatThrownBy(() -> ReportReader.read(List.of(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not a run directory");
    }
}
