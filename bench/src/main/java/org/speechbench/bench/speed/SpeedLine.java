package org.speechbench.bench.speed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.speed.SpeedRows.TimedResult;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score;

/** What rows of one measurement share. */
record SpeedLine(
        String kind, String upstream, String provider, String size, String benchmark, String precision, String detail) {
    TimedResult of(Metric metric, Rounds rounds) {
        int n = rounds.values().size();
        return new TimedResult(row(metric, rounds.geometricMean(), rounds.interval(), n, "ok"), rounds.values());
    }

    /** What is computed from other rows: it rests on their rounds and has none of its own. */
    TimedResult derived(Metric metric, Rounds rounds) {
        return new TimedResult(of(metric, rounds).row(), List.of());
    }

    TimedResult of(Metric metric, double value, int n) {
        return new TimedResult(row(metric, value, null, n, "ok"), List.of());
    }

    ResultRow failed(Metric metric) {
        return row(metric, null, null, 0, "failed");
    }

    private ResultRow row(
            Metric metric, @Nullable Double value, Score.@Nullable Interval interval, int n, String status) {
        return new ResultRow(
                kind,
                upstream,
                provider,
                size,
                upstream.isEmpty() ? "" : "random",
                "",
                benchmark,
                "",
                0,
                "",
                "",
                "",
                metric,
                value,
                n,
                interval,
                null,
                null,
                precision,
                null,
                status,
                detail,
                false);
    }
}
