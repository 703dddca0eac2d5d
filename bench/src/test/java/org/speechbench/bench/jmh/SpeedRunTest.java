package org.speechbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;

class SpeedRunTest {
    private static final ThroughputEntry ENTRY =
            new ThroughputEntry(List.of("hubert", "fast_hubert"), "test", 1, 2, 1, 0.1, 0.3);

    @Test
    void forks_measure_steps_and_encodes_and_leave_their_files(@TempDir Path folder) {
        RunDirectory files = new RunDirectory(folder);
        ThroughputEntry one = new ThroughputEntry(List.of("fast_hubert"), "test", 1, 2, 1, 0.1, 0.3);

        Map<String, Map<String, List<Double>>> speeds =
                new SpeedRun(one, "fp32", Services.load(), files, Progress.silent()).run(() -> false);

        assertThat(speeds).containsOnlyKeys(SpeedRun.TRAIN_STEP, SpeedRun.ENCODE);
        assertThat(speeds.get(SpeedRun.TRAIN_STEP).get("fast_hubert"))
                .hasSize(1)
                .allMatch(v -> v > 0);
        assertThat(files.jmh("train_step-fast_hubert-1")).isNotEmptyFile();
        assertThat(files.jmh("encode-fast_hubert-1")).isNotEmptyFile();
    }

    @Test
    void a_run_that_is_asked_to_stop_measures_nothing(@TempDir Path folder) {
        assertThat(new SpeedRun(ENTRY, "fp32", Services.load(), new RunDirectory(folder), Progress.silent())
                        .run(() -> true))
                .isEmpty();
    }

    @Test
    void ratios_are_over_the_first_upstream() {
        Map<String, Map<String, List<Double>>> speeds =
                Map.of(SpeedRun.TRAIN_STEP, Map.of("hubert", List.of(10.0, 20.0), "fast_hubert", List.of(30.0, 60.0)));

        List<ResultRow> rows = new SpeedRows(ENTRY, "fp32", Services.load(), Map.of("fp32", 100.0)).rows(speeds);

        ResultRow ratio = only(rows, "speedup");
        assertThat(ratio.upstream()).isEqualTo("fast_hubert");
        assertThat(ratio.value()).isCloseTo(3, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(ratio.n()).isEqualTo(2);
        assertThat(ratio.interval()).isNotNull();
        assertThat(only(rows, "gigaflops").value()).isEqualTo(100.0);
        assertThat(rows)
                .filteredOn(r -> r.metric().id().equals("ceiling_share"))
                .hasSize(2);
    }

    private static ResultRow only(List<ResultRow> rows, String metric) {
        List<ResultRow> found =
                rows.stream().filter(r -> r.metric().id().equals(metric)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
