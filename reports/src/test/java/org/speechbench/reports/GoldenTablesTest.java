package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole documents against files; {@code mvn test -pl reports -am -Dspeechbench.golden=renew} writes them anew, to be looked at. */
class GoldenTablesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR", "hi-IN-u-nu-deva"})
    void a_report_is_the_same_in_every_locale(String tag) throws IOException {
        List<String> json = new ArrayList<>(List.of(ReportFormat.JSON.render(TableSample.data())));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            holds("report.csv", ReportFormat.CSV::render);
            json.add(ReportFormat.JSON.render(TableSample.data()));
            holds("report.md", ReportFormat.MARKDOWN::render);
            holds("report.tex", ReportFormat.LATEX::render);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(json).containsOnly(json.get(0));
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
                .containsEntry("leads", "true")
                .containsEntry("best", "false")
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
        JsonNode report = JsonMapper.builder().build().readTree(ReportFormat.JSON.render(TableSample.data()));
        assertThat(report.fieldNames()).toIterable().containsExactly("schema", "title", "warnings", "runs", "cells");
        assertThat(report.path("schema").asInt()).isEqualTo(3);
        JsonNode run = report.path("runs").get(0);
        assertThat(run.fieldNames()).toIterable().containsExactly("name", "title", "provenance", "config", "results");
        assertThat(run.path("provenance").path("seed").asInt()).isEqualTo(1337);
        assertThat(report.path("warnings").toString()).contains("torn", "Quick preset", "Uses labels");
        List<CSVRecord> cells = csv();
        assertThat(report.path("cells")).hasSameSizeAs(cells);
        for (int i = 0; i < cells.size(); i++) {
            JsonNode cell = report.path("cells").get(i);
            assertThat(cell.fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(cells.get(i).getParser().getHeaderNames());
            for (String field : List.of("value", "low", "high", "n", "best", "undecided", "task_version", "failed")) {
                assertThat(cell.path(field).isNull() ? "" : cell.path(field).asText())
                        .as(field)
                        .isEqualTo(cells.get(i).get(field));
            }
            for (String field : List.of("kind", "init", "metric", "unit", "direction", "status", "corpus_digest")) {
                assertThat(cell.path(field).isTextual()).as(field).isTrue();
                assertThat(cell.path(field).asText())
                        .as(field)
                        .isEqualTo(cells.get(i).get(field));
            }
            for (String field : List.of("seeds", "learning_rates")) {
                assertThat(cell.path(field).isArray()).as(field).isTrue();
            }
        }
    }

    @Test
    void a_report_without_results_is_a_document_all_the_same() {
        ReportData empty = Sample.data(List.of());
        assertThat(ReportFormat.MARKDOWN.render(empty)).startsWith("# ");
        assertThat(ReportFormat.LATEX.render(empty)).startsWith("% ");
        assertThat(ReportFormat.JSON.render(empty)).contains("\"cells\" : [ ]");
        assertThat(ReportFormat.CSV.render(empty)).startsWith("kind,upstream,").hasLineCount(1);
    }

    private static List<CSVRecord> csv() throws IOException {
        try (CSVParser parser = CSVParser.parse(
                ReportFormat.CSV.render(TableSample.data()),
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
