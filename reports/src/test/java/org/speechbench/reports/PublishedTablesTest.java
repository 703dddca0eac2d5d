package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedRow;

class PublishedTablesTest {
    @Test
    void a_measured_qbe_is_on_another_scale_so_that_there_is_no_superb_s_and_it_says_why() {
        String page = render(row("own", "superb", published("HuBERT-base")));
        assertThat(page)
                .doesNotContain(">941.<", ">940.99")
                .contains(
                        "superb_s and overall are not given with qbe mtwv: the leaderboard",
                        "other languages as missed");
    }

    @Test
    void without_one_task_there_is_a_dash_that_says_which() {
        List<ResultRow> rows = row("own", "superb", published("HuBERT-base"));
        rows.removeIf(row -> row.protocol().taskName().equals("qbe"));
        String page = render(rows);
        assertThat(page).contains("not given without qbe mtwv").doesNotContain(">940.9");
    }

    @Test
    void other_formats_have_the_aggregates_as_well_and_a_place_for_what_is_missing() {
        List<ResultRow> rows = row("own", "superb", published("HuBERT-base"));
        List<ResultRow> partial = row("partial", "superb", published("wav2vec2-base"));
        partial.removeIf(row -> row.protocol().taskName().equals("qbe"));
        rows.addAll(partial);
        ReportData data = Sample.data(rows);
        assertThat(ReportFormat.MARKDOWN.render(data))
                .contains("| own | \u2013 | \u2013 |", "| partial | \u2013 | \u2013 |", "other languages as missed");
        assertThat(ReportFormat.LATEX.render(data)).contains("tab:speechbench-aggregates");
        assertThat(ReportFormat.CSV.render(data).lines().filter(line -> line.startsWith("aggregate,")))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains(",missing,,"))
                .anySatisfy(line -> assertThat(line).contains(",superb_s,").contains("other languages as missed"))
                .anySatisfy(line -> assertThat(line).contains(",overall,").contains("not given without qbe mtwv"));
    }

    @Test
    void scores_of_the_quick_preset_count_for_nothing() {
        String page = render(row("own", "quick", published("HuBERT-base")));
        assertThat(page).doesNotContain("aggregate").contains("Published results, not measured here");
    }

    @Test
    void published_rows_are_those_of_the_tasks_at_hand() {
        List<ResultRow> rows = row("own", "quick", published("HuBERT-base"));
        rows.removeIf(row -> !row.protocol().taskName().equals("pr"));
        String page = render(rows);
        assertThat(page)
                .contains("WavLM-large")
                .contains(">3.06<")
                .doesNotContain(">3.44<")
                .contains("SUPERB leaderboard");
    }

    @Test
    void published_rows_win_no_column() {
        ReportData data = Sample.data(row("own", "quick", published("fbank")));
        String page = new ScoreTable(data).section().build().render();
        assertThat(page).contains("WavLM-large").doesNotContain("\u2605 3.06");
    }

    private static PublishedRow published(String upstream) {
        return PublishedRow.published().stream()
                .filter(row -> row.upstream().equals(upstream))
                .findFirst()
                .orElseThrow();
    }

    private static List<ResultRow> row(String upstream, String preset, PublishedRow published) {
        List<ResultRow> rows = new ArrayList<>();
        published.values().forEach((column, value) -> {
            Metric metric = column.metric();
            RowKind kind = column == LeaderboardColumn.SF_CER ? RowKind.SECONDARY : RowKind.SCORE;
            rows.add(new Sample.Row(kind, upstream, "pretrained", column.task().toLowerCase(Locale.ROOT), metric)
                    .of(value, 1, preset));
        });
        return rows;
    }

    private static String render(List<ResultRow> rows) {
        return new PublishedTables(rows).build().stream().map(Element::render).collect(Collectors.joining());
    }
}
