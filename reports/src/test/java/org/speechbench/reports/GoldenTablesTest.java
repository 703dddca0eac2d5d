package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.reports.table.CsvReport;
import org.speechbench.reports.table.JsonReport;
import org.speechbench.reports.table.LatexReport;
import org.speechbench.reports.table.MarkdownReport;

/** Whole documents against files; {@code mvn test -pl reports -am -Dspeechbench.golden=renew} writes them anew, to be looked at. */
class GoldenTablesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR", "hi-IN-u-nu-deva"})
    void a_report_is_the_same_in_every_locale(String tag) throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            holds("report.csv", CsvReport::render);
            holds("report.json", JsonReport::render);
            holds("report.md", MarkdownReport::render);
            holds("report.tex", LatexReport::render);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void holds(String name, Function<ReportData, String> renderer) throws IOException {
        Path file = GOLDEN.resolve(name);
        String rendered = renderer.apply(TableSample.data());
        if ("renew".equals(System.getProperty("speechbench.golden"))) {
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
    }

    @Test
    void csv_has_a_line_for_every_place_of_the_table_and_says_what_it_is() throws IOException {
        List<CSVRecord> cells = csv();
        assertThat(cell(cells, TableSample.AWKWARD.replace('\n', ' '), "pr"))
                .containsEntry("status", "ok")
                .containsEntry("value", "33.02")
                .containsEntry("best", "false")
                .containsEntry("undecided", "true")
                .containsEntry("uses_labels", "true");
        assertThat(cell(cells, TableSample.AWKWARD.replace('\n', ' '), "asr"))
                .containsEntry("status", "failed")
                .containsEntry("value", "")
                .containsEntry("detail", "failed: loss is not finite | step_12 & 5 %");
        assertThat(cell(cells, "fbank", "asr"))
                .containsEntry("status", "missing")
                .containsEntry("value", "");
        assertThat(cell(cells, "hubert", "pr"))
                .containsEntry("best", "true")
                .containsEntry("direction", "lower")
                .containsEntry("unit", "%");
        assertThat(cells)
                .anyMatch(
                        c -> c.get("kind").equals("further") && c.get("metric").equals("slot_value_cer"));
        assertThat(cells)
                .anyMatch(c ->
                        c.get("kind").equals("published") && c.get("upstream").equals("fbank"));
        assertThat(cells)
                .noneMatch(
                        c -> c.get("kind").equals("published") && c.get("best").equals("true"));
    }

    @Test
    void json_has_the_cells_of_csv_with_runs_and_warnings() throws IOException {
        JsonNode report = JsonMapper.builder().build().readTree(JsonReport.render(TableSample.data()));
        assertThat(report.path("schema").asInt()).isEqualTo(2);
        assertThat(report.path("cells")).hasSameSizeAs(csv());
        assertThat(report.path("cells").get(0).path("value").isNumber()).isTrue();
        assertThat(report.path("runs").get(0).path("provenance").path("seed").asInt())
                .isEqualTo(1337);
        assertThat(report.path("warnings").toString()).contains("torn", "Quick preset", "Uses labels");
    }

    @Test
    void a_report_without_results_is_a_document_all_the_same() {
        ReportData empty = Sample.data(List.of());
        assertThat(MarkdownReport.render(empty)).startsWith("# ");
        assertThat(LatexReport.render(empty)).startsWith("% ");
        assertThat(JsonReport.render(empty)).contains("\"cells\" : [ ]");
        assertThat(CsvReport.render(empty)).startsWith("kind,upstream,").hasLineCount(1);
    }

    private static List<CSVRecord> csv() throws IOException {
        try (CSVParser parser = CSVParser.parse(
                CsvReport.render(TableSample.data()),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        }
    }

    private static java.util.Map<String, String> cell(List<CSVRecord> cells, String upstream, String task) {
        return cells.stream()
                .filter(c -> c.get("kind").equals("score") && c.get("split").equals("test"))
                .filter(c -> c.get("upstream").equals(upstream) && c.get("task").equals(task))
                .findFirst()
                .orElseThrow()
                .toMap();
    }
}
