package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.svg.BarChart;

/** Speeds of a machine that was busy with something else. */
class NoiseTest {
    private static final String PAIR = "fast_hubert over hubert, 4 x 4.0 s";

    @TempDir
    private Path folder;

    private final Map<ResultRow, List<Double>> rows = new LinkedHashMap<>();

    @Test
    void rounds_that_differ_more_than_threefold_give_no_headline_and_it_is_said_why() {
        rows.put(speed("fast_hubert", 60), List.of(342.0, 94.0, 7.0));
        rows.put(speed("hubert", 13), List.of(14.0, 13.0, 12.0));
        rows.put(speedUp(4.67, new Interval(0.04, 609)), List.of(24.4, 7.2, 0.58));
        ReportData data = read();
        String page = HtmlReport.render(data);
        assertThat(page).doesNotContain("class=\"card hero\"", ">4.67\u00d7<");
        assertThat(page)
                .contains("No headline: Training step, " + PAIR, "the machine was busy", "differ 42-fold")
                .contains("differ 49-fold, from 7 to 342 audio-s/s", "[0.04, 609.00] over 3 rounds holds 1");
        assertThat(ReportFormat.MARKDOWN.render(data)).contains("the machine was busy");
        assertThat(ReportFormat.CSV.render(data)).contains("the machine was busy");
        assertThat(new Caveats(data).noise()).hasSize(2);
    }

    @Test
    void a_ratio_whose_interval_holds_one_is_no_headline_though_rounds_agree() {
        rows.put(speedUp(1.01, new Interval(0.98, 1.04)), List.of(1.0, 1.02, 1.01));
        String page = HtmlReport.render(read());
        assertThat(page).doesNotContain("class=\"card hero\"", "machine was busy");
        assertThat(page).contains("its interval [0.98, 1.04] over 3 rounds holds 1");
    }

    @Test
    void a_ratio_of_an_idle_machine_is_a_headline() {
        rows.put(speedUp(4, new Interval(3.8, 4.2)), List.of(3.9, 4.0, 4.1));
        String page = HtmlReport.render(read());
        assertThat(page).contains("class=\"card hero\"", ">4.00\u00d7<").doesNotContain("No headline");
    }

    @Test
    void without_rounds_an_interval_tells_that_the_machine_was_busy() {
        rows.put(speedUp(14, new Interval(1.2, 160)), List.of());
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

    private static ResultRow speed(String upstream, double value) {
        return Sample.speed(upstream, "train_step", Metrics.SPEED, value, 0);
    }

    private static ResultRow speedUp(double value, Interval interval) {
        return Sample.ratio("fast_hubert", "hubert", "train_step", Metrics.SPEED_UP, value, interval, 3);
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
