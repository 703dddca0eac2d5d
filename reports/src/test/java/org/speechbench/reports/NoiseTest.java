package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.svg.BarChart;
import org.speechbench.reports.table.CsvReport;
import org.speechbench.reports.table.MarkdownReport;

/** Speeds of a machine that was busy with something else. */
class NoiseTest {
    private static final Metric SPEED =
            new Metric("audio_seconds_per_second", "throughput", "audio-s/s", Direction.HIGHER_IS_BETTER);
    private static final Metric SPEED_UP = new Metric("speedup", "speed-up", "x", Direction.HIGHER_IS_BETTER);
    private static final String PAIR = "fast_hubert over hubert, 4 x 4.0 s";

    @TempDir
    private Path folder;

    private final Map<ResultRow, List<Double>> rows = new LinkedHashMap<>();

    @Test
    void rounds_that_differ_more_than_threefold_give_no_headline_and_it_is_said_why() {
        rows.put(row("throughput", "fast_hubert", SPEED, 60, null, "4 x 4.0 s"), List.of(342.0, 94.0, 7.0));
        rows.put(row("throughput", "hubert", SPEED, 13, null, "4 x 4.0 s"), List.of(14.0, 13.0, 12.0));
        rows.put(row("ratio", "fast_hubert", SPEED_UP, 4.67, new Interval(0.04, 609), PAIR), List.of(24.4, 7.2, 0.58));
        ReportData data = read();
        String page = HtmlReport.render(data);
        assertThat(page).doesNotContain("class=\"card hero\"", ">4.67\u00d7<");
        assertThat(page)
                .contains("No headline: Training step, " + PAIR, "the machine was busy", "differ 42-fold")
                .contains("differ 49-fold, from 7 to 342 audio-s/s", "[0.04, 609.00] over 3 rounds holds 1");
        assertThat(MarkdownReport.render(data)).contains("the machine was busy");
        assertThat(CsvReport.render(data)).contains("the machine was busy");
        assertThat(new Caveats(data).noise()).hasSize(2);
    }

    @Test
    void a_ratio_whose_interval_holds_one_is_no_headline_though_rounds_agree() {
        rows.put(row("ratio", "fast_hubert", SPEED_UP, 1.01, new Interval(0.98, 1.04), PAIR), List.of(1.0, 1.02, 1.01));
        String page = HtmlReport.render(read());
        assertThat(page).doesNotContain("class=\"card hero\"", "machine was busy");
        assertThat(page).contains("its interval [0.98, 1.04] over 3 rounds holds 1");
    }

    @Test
    void a_ratio_of_an_idle_machine_is_a_headline() {
        rows.put(row("ratio", "fast_hubert", SPEED_UP, 4, new Interval(3.8, 4.2), PAIR), List.of(3.9, 4.0, 4.1));
        String page = HtmlReport.render(read());
        assertThat(page).contains("class=\"card hero\"", ">4.00\u00d7<").doesNotContain("No headline");
    }

    @Test
    void without_rounds_an_interval_tells_that_the_machine_was_busy() {
        rows.put(row("ratio", "fast_hubert", SPEED_UP, 14, new Interval(1.2, 160), PAIR), List.of());
        assertThat(HtmlReport.render(read()))
                .doesNotContain("class=\"card hero\"")
                .contains("the machine was busy");
    }

    @Test
    void a_bar_stays_readable_beside_an_interval_that_is_far_wider() {
        String chart = new BarChart(
                        "share",
                        "%",
                        List.of(new BarChart.Bar("a", 0, 30, 2, 800), new BarChart.Bar("b", 1, 28, 27, 29)))
                .build()
                .render();
        assertThat(chart).contains(">40</text>").doesNotContain(">800</text>", ">200</text>");
        assertThat(chart).contains("2.00 to 800.00");
    }

    private static ResultRow row(
            String kind, String upstream, Metric metric, double value, @Nullable Interval interval, String detail) {
        ResultRow row = Sample.speed(kind, upstream, "train_step", metric, value, 0, detail);
        return new ResultRow(
                row.kind(),
                row.upstream(),
                row.provider(),
                row.size(),
                row.init(),
                row.digest(),
                row.task(),
                row.taskName(),
                row.taskVersion(),
                row.preset(),
                row.head(),
                row.split(),
                row.metric(),
                row.value(),
                3,
                interval,
                row.seed(),
                row.learningRate(),
                row.precision(),
                row.seconds(),
                row.status(),
                row.detail(),
                row.usesLabels());
    }

    private ReportData read() {
        RunDirectory run = new RunDirectory(folder).create();
        ResultStore store = new ResultStore(run.results());
        rows.keySet().forEach(store::append);
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        rows.forEach((row, values) -> rounds.put(RowIdentity.of(row), values));
        new RoundLog(run.rounds()).write(rounds);
        return ReportReader.read(List.of(folder));
    }
}
