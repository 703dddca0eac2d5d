package org.speechbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.table.TableModel;

/** A comparison as JSON for other programs; the fields are described in {@code docs/ci.md}. */
final class RegressionJson {
    private static final int SCHEMA = 1;

    private RegressionJson() {}

    private static final TableModel.Columns<Delta> FIELDS = new TableModel.Columns<Delta>()
            .value("verdict", delta -> delta.verdict().id())
            .value("kind", delta -> delta.row().kind().id())
            .value("upstream", delta -> delta.row().upstream())
            .value("size", delta -> delta.row().subject().size())
            .value("task", delta -> delta.row().task())
            .value("split", delta -> delta.row().terms().protocol().split())
            .value("setting", delta -> delta.row().work())
            .value("metric", delta -> delta.row().terms().metric().id())
            .value("unit", delta -> delta.series().row().metric().unit())
            .value("seed", delta -> delta.row().seed())
            .value("baseline", delta -> value(delta.baseline()))
            .value("baseline_rounds", delta -> rounds(delta.baseline()))
            .value("current", delta -> value(delta.current()))
            .value("current_rounds", delta -> rounds(delta.current()))
            .value("gained", delta -> delta.series().isScore() ? ends(delta.interval()) : null)
            .value("ratio", delta -> delta.series().isScore() ? null : ends(delta.interval()))
            .value("reason", delta -> delta.reason().isEmpty() ? null : delta.reason());

    private static @Nullable Double value(@Nullable MetricSeries series) {
        return series == null ? null : series.row().value();
    }

    private static @Nullable Integer rounds(@Nullable MetricSeries series) {
        return series == null || series.rounds().isEmpty()
                ? null
                : (Integer) series.rounds().size();
    }

    private static @Nullable List<Double> ends(Score.@Nullable Interval interval) {
        return interval == null ? null : List.of(interval.low(), interval.high());
    }

    static Map<String, Object> of(Deltas deltas) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("baseline", deltas.baseline());
        root.put("current", deltas.current());
        root.put("max_regression", deltas.thresholds().regression());
        root.put("max_score_loss", deltas.thresholds().scoreLoss());
        root.put("fails", deltas.fails());
        root.put("title", deltas.title());
        root.put("figures", deltas.deltas().stream().map(FIELDS::values).toList());
        root.put("warnings", deltas.warnings());
        return root;
    }
}
