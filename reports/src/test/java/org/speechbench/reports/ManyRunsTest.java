package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.TrainingEvent;

/** A history of 200 runs as one page. */
class ManyRunsTest {
    private static final int RUNS = 200;

    @TempDir
    Path folder;

    @Test
    void a_history_stays_small_enough_to_load_at_once() {
        String page = HtmlReport.render(history(), SampleHistory.of(RUNS));
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(6_000_000);
        assertThat(page).contains("200 runs", "and 376 more", "200 kept runs");
    }

    @Test
    @EnabledIf(value = Chromium.INSTALLED, disabledReason = Chromium.MISSING)
    void a_history_is_shown_by_a_browser(TestReporter reporter) {
        try (Chromium chromium = Chromium.start()) {
            Path file = folder.resolve("history.html");
            AtomicFiles.write(file, HtmlReport.render(history(), SampleHistory.of(RUNS)));
            Page page = chromium.open(file, 1280, ColorScheme.LIGHT, true);
            Object loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
            reporter.publishEntry(
                    "milliseconds until a history of " + RUNS + " runs is loaded", String.valueOf(loaded));
            assertThat(page.title()).isEqualTo("200 runs");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static ReportData history() {
        List<ReportData.Run> runs = new ArrayList<>();
        List<ResultRow> rows = new ArrayList<>();
        Map<String, List<TrainingEvent>> curves = new LinkedHashMap<>();
        String config = "seed: 1337\n".repeat(150);
        for (int i = 0; i < RUNS; i++) {
            String name = "run-" + i;
            runs.add(new ReportData.Run(name, "Run " + i, Sample.provenance(), config, List.of()));
            rows.addAll(Sample.rows());
            Sample.curves().forEach((label, events) -> curves.put(name + "/" + label, events));
        }
        return Sample.data(runs, rows, curves, Map.of(), Sample.layers(), List.of());
    }
}
