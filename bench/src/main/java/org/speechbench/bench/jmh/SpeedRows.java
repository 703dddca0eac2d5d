package org.speechbench.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score;

/**
 * Measured speeds as rows.
 *
 * @param ceilings measured matrix-product speed by precision, in GFLOP/s
 */
public record SpeedRows(ThroughputEntry entry, String precision, Services services, Map<String, Double> ceilings) {
    /** Kind of the rows of speeds. */
    public static final String THROUGHPUT = "throughput";

    /** Every kind of row that this writes. */
    public static final Set<String> KINDS = Set.of(THROUGHPUT, "ratio", "ceiling");

    private static final Metric SPEED =
            new Metric("audio_seconds_per_second", "throughput", "audio-s/s", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric SPEED_UP = new Metric("speedup", "speed-up", "x", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric SHARE =
            new Metric("ceiling_share", "share of the ceiling", "%", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric CEILING =
            new Metric("gigaflops", "matrix product", "GFLOP/s", Metric.Direction.HIGHER_IS_BETTER);

    /** The ceilings, the speed of every upstream, and its ratio to the first upstream of the list. */
    public List<ResultRow> rows(Map<String, Map<String, List<Double>>> speeds) {
        List<ResultRow> rows = new ArrayList<>();
        ceilings.forEach((type, value) ->
                rows.add(row("ceiling", "", "matrix_product", CEILING, value, null, 1, type, "2048 x 2048 x 2048")));
        speeds.forEach((benchmark, byUpstream) -> {
            byUpstream.forEach((upstream, values) -> speed(rows, benchmark, upstream, new Rounds(values)));
            ratios(rows, benchmark, byUpstream);
        });
        return rows;
    }

    /** The row of a measurement that failed. */
    public ResultRow failed(String reason) {
        return row(THROUGHPUT, "", SpeedRun.TRAIN_STEP, SPEED, null, null, 0, precision, "failed", reason);
    }

    private void speed(List<ResultRow> rows, String benchmark, String upstream, Rounds rounds) {
        double speed = rounds.geometricMean();
        rows.add(row(
                THROUGHPUT,
                upstream,
                benchmark,
                SPEED,
                speed,
                rounds.interval(),
                rounds.values().size(),
                precision,
                batch()));
        double flops = services.upstreams().get(upstream).card(size(upstream)).gigaFlopsPerSecond();
        Double ceiling = ceilings.get(precision);
        if (benchmark.equals(SpeedRun.TRAIN_STEP) && flops > 0 && ceiling != null) {
            rows.add(row(
                    THROUGHPUT,
                    upstream,
                    benchmark,
                    SHARE,
                    100 * speed * flops / ceiling,
                    null,
                    rounds.values().size(),
                    precision,
                    batch()));
        }
    }

    private void ratios(List<ResultRow> rows, String benchmark, Map<String, List<Double>> byUpstream) {
        String baseline = entry.upstreams().get(0);
        List<Double> base = byUpstream.get(baseline);
        if (base == null) {
            return;
        }
        byUpstream.forEach((upstream, values) -> {
            if (!upstream.equals(baseline)) {
                Rounds ratio = new Rounds(values).over(new Rounds(base));
                rows.add(row(
                        "ratio",
                        upstream,
                        benchmark,
                        SPEED_UP,
                        ratio.geometricMean(),
                        ratio.interval(),
                        values.size(),
                        precision,
                        upstream + " over " + baseline + ", " + batch()));
            }
        });
    }

    private String batch() {
        return String.format(Locale.ROOT, "%d x %.1f s", entry.batch(), entry.seconds());
    }

    private String size(String upstream) {
        return services.upstreams().get(upstream).sizes().isEmpty() ? "" : entry.size();
    }

    private ResultRow row(
            String kind,
            String upstream,
            String benchmark,
            Metric metric,
            double value,
            Score.@Nullable Interval interval,
            int n,
            String type,
            String detail) {
        return row(kind, upstream, benchmark, metric, value, interval, n, type, "ok", detail);
    }

    private ResultRow row(
            String kind,
            String upstream,
            String benchmark,
            Metric metric,
            @Nullable Double value,
            Score.@Nullable Interval interval,
            int n,
            String type,
            String status,
            String detail) {
        return new ResultRow(
                kind,
                upstream,
                upstream,
                upstream.isEmpty() ? "" : size(upstream),
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
                type,
                null,
                status,
                detail,
                false);
    }
}
