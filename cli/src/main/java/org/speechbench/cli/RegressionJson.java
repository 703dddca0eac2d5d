package org.speechbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.table.TableModel;

/** A comparison as JSON for other programs; the fields are described in {@code docs/ci.md}. */
final class RegressionJson {
    private static final int SCHEMA = 2;

    private RegressionJson() {}

    private static final TableModel.Columns<Delta> FIELDS = new TableModel.Columns<Delta>()
            .value("verdict", Delta::verdict)
            .value("excludes_loss", delta -> delta.finding().excludesLoss())
            .value("kind", delta -> delta.row().kind().id())
            .value("upstream", delta -> delta.row().upstream())
            .value("size", delta -> delta.row().subject().size())
            .value("task", delta -> delta.row().task())
            .value("split", delta -> delta.row().terms().protocol().split())
            .value("setting", delta -> delta.row().work())
            .value("metric", delta -> delta.row().terms().metric().id())
            .value("unit", delta -> delta.example().metric().unit())
            .value("pretrain_seed", delta -> delta.row().subject().training().seed())
            .value("seed", delta -> delta.row().seed())
            .value("baseline", Delta::baselineValue)
            .value("baseline_sessions", delta -> delta.baseline().size())
            .value("baseline_rounds", delta -> rounds(delta.baseline()))
            .value("current", Delta::currentValue)
            .value("current_sessions", delta -> delta.current().size())
            .value("current_rounds", delta -> rounds(delta.current()))
            .value("estimated_as", delta -> delta.isScore() ? "gain" : "ratio")
            .value("estimate", Delta::estimate)
            .value("interval", delta -> ends(delta.interval()))
            .value("p", delta -> delta.finding().p())
            .value("units", of(RegressionJson::units))
            .value(
                    "scope",
                    delta -> delta.finding().estimate() == null
                            ? null
                            : delta.finding().question().scope().words())
            .value("detectable", Delta::detectable)
            .value("reason", delta -> delta.reason().isEmpty() ? null : delta.reason());

    private static Function<Delta, @Nullable Object> of(Function<Estimate, Object> value) {
        return delta -> {
            Estimate estimate = delta.finding().estimate();
            return estimate == null ? null : value.apply(estimate);
        };
    }

    private static Map<String, Object> units(Estimate estimate) {
        Units units = estimate.units();
        return Map.of("name", units.name(), "nominal", units.nominal(), "effective", units.effective());
    }

    private static List<Integer> rounds(List<MetricSeries> sessions) {
        return sessions.stream().map(session -> session.rounds().size()).toList();
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
        root.put("family", deltas.family());
        root.put("figures", deltas.deltas().stream().map(FIELDS::values).toList());
        root.put("warnings", deltas.warnings());
        return root;
    }
}
