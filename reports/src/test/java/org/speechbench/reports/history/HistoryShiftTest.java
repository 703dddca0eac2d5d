package org.speechbench.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Subject;

class HistoryShiftTest {
    private final Random random = new Random(3);

    @Test
    void a_loss_with_the_last_revision_is_found_from_enough_runs_and_noise_is_not() {
        assertThat(HistoryShift.of(history(7, 1, 0.75, List.of())))
                .singleElement()
                .satisfies(shift -> {
                    assertThat(shift.run()).isEqualTo(7);
                    assertThat(shift.words())
                            .startsWith("fast_hubert is worse from 2026-01-08 bbbb on: -2")
                            .endsWith("8 sessions");
                });
        assertThat(HistoryShift.of(history(4, 1, 0.8, List.of()))).isEmpty();
        assertThat(HistoryShift.of(history(7, 3, 1, List.of()))).isEmpty();
    }

    @Test
    void a_known_change_parts_the_runs_even_of_one_revision() {
        List<KnownChange> changes = List.of(new KnownChange("2026-01-05", "encode", "a new driver"));
        History history = new History(history(4, 0, 1, List.of()).runs(), changes, List.of());
        assertThat(HistoryShift.of(history)).isEmpty();
        List<History.Run> runs = new ArrayList<>(history.runs());
        for (int day = 5; day <= 8; day++) {
            runs.add(run(day, "aaaa", 1.3));
        }
        assertThat(HistoryShift.of(new History(runs, changes, List.of())))
                .singleElement()
                .extracting(HistoryShift::words)
                .asString()
                .startsWith("fast_hubert is better from 2026-01-05 aaaa on: +");
        assertThat(HistoryShift.of(new History(runs, List.of(), List.of()))).isEmpty();
    }

    @Test
    void a_mark_spans_the_runs_of_its_revision_and_one_run_alone_spans_nothing() {
        History.Chart chart = history(3, 1, 1, List.of()).charts().get(0);
        History.Series series = chart.series().get(0);
        List<Double> values = series.points().stream()
                .limit(3)
                .map(point -> point.row().value())
                .sorted()
                .toList();
        assertThat(chart.spread(series, series.points().get(1)))
                .contains(new Score.Interval(values.get(0), values.get(2)));
        assertThat(chart.spread(series, series.points().get(3))).isEmpty();
    }

    private History history(int before, int after, double factor, List<KnownChange> changes) {
        List<History.Run> runs = new ArrayList<>();
        for (int i = 1; i <= before + after; i++) {
            runs.add(i <= before ? run(i, "aaaa", 1) : run(i, "bbbb", factor));
        }
        return new History(runs, changes, List.of());
    }

    private History.Run run(int day, String revision, double factor) {
        Measure ratio = new Measure(
                Metrics.SPEED_UP,
                3 * factor * Math.exp(0.02 * random.nextGaussian()),
                20,
                new Score.Interval(1, 9),
                null,
                "hubert");
        return new History.Run(
                "2026-01-0" + day + "T00:00:00Z",
                revision,
                MachineKind.UNKNOWN,
                List.of(new RowTemplate(
                                RowKind.RATIO,
                                Subject.untrained("fast_hubert", "fast_hubert", "tiny"),
                                Protocol.ofBenchmark("encode"),
                                Conditions.ofWork("bf16", "4 x 4.0 s"),
                                null)
                        .ok(ratio, Cost.NONE, "")));
    }
}
