package org.speechbench.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.KnownChange;

/** {@link Sample}'s run again and again, with figures that drift and jump once. */
final class SampleHistory {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private SampleHistory() {}

    /** A run a day on two kinds of machine in turn; the second half is a tenth better. */
    static History of(int runs) {
        List<History.Run> kept = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            double drift = (i < runs / 2 ? 1 : 1.1) * (1 + 0.01 * Math.sin(i));
            String revision = String.format(java.util.Locale.ROOT, "%08x", 0xabc00000L + i);
            MachineKind machine =
                    new MachineKind(i % 2 == 0 ? "intel-xeon-amx" : "amd-epyc-avx512", List.of(), 2, "cpu()", 2);
            List<ResultRow> rows = Sample.rows().stream()
                    .filter(History::shows)
                    .map(row -> scaled(row, drift))
                    .toList();
            kept.add(new History.Run(FIRST.plusDays(i) + "T12:00:00Z", revision, machine, rows));
        }
        KnownChange jump = new KnownChange(
                FIRST.plusDays(runs / 2).toString(), "speed-up", "convolutions are " + FullRun.EVIL + " faster");
        return new History(kept, List.of(jump), List.of("history/old: " + FullRun.EVIL + " was left out."));
    }

    private static ResultRow scaled(ResultRow row, double factor) {
        Interval interval = row.measure().interval();
        double value = row.value() == null ? Double.NaN : row.value();
        return new RowTemplate(
                        row.kind(),
                        row.subject(),
                        row.protocol(),
                        row.conditions(),
                        row.measure().seed())
                .ok(
                        new Measure(
                                row.metric(),
                                value * factor,
                                row.measure().n(),
                                interval == null
                                        ? null
                                        : new Interval(interval.low() * factor, interval.high() * factor),
                                row.measure().seed(),
                                row.measure().baseline()),
                        row.cost(),
                        row.note());
    }
}
