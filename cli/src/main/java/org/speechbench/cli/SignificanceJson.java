package org.speechbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.Measured;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.table.TableModel;

/** Comparisons as JSON for other programs; the fields are described in {@code docs/statistics.md}. */
final class SignificanceJson {
    private static final int SCHEMA = 2;

    private SignificanceJson() {}

    private static final TableModel.Columns<Comparison> FIELDS = new TableModel.Columns<Comparison>()
            .value("task", c -> c.pair().column().task())
            .value("task_name", c -> c.pair().column().protocol().taskName())
            .value("task_version", c -> c.pair().column().protocol().taskVersion())
            .value("preset", c -> c.pair().column().protocol().preset())
            .value("head", c -> c.pair().column().protocol().head())
            .value("split", c -> c.pair().column().split())
            .value("corpus_digest", c -> c.pair().column().protocol().corpus())
            .value("metric", c -> c.pair().column().metric().id())
            .value("unit", c -> c.pair().column().metric().unit())
            .value("direction", c -> c.pair().column().metric().higherIsBetter() ? "higher" : "lower")
            .value("upstream", c -> c.pair().upstream())
            .value("baseline", c -> c.pair().baseline())
            .value("verdict", c -> c.verdict().words())
            .value("reason", Comparison::reason)
            .value("scope", of(c -> c.finding().question().scope().words()))
            .value("upstream_value", measured(Measured::upstream))
            .value("baseline_value", measured(Measured::baseline))
            .value("difference", measured(Measured::difference))
            .value("low", c -> c.interval() == null ? null : c.interval().low())
            .value("high", c -> c.interval() == null ? null : c.interval().high())
            .value("p", c -> c.finding().p())
            .value("margin", of(c -> c.finding().margin()))
            .value("detectable", c -> c.finding().detectable())
            .value("pretrain_seeds", measured(Measured::pretrainSeeds))
            .value("head_seeds", measured(Measured::headSeeds))
            .value("upstream_by_training", measured(Measured::upstreamByTraining))
            .value("baseline_by_training", measured(Measured::baselineByTraining))
            .value("units", of(c -> c.finding().question().units().name()))
            .value("n", of(c -> c.finding().question().units().nominal()))
            .value("n_effective", of(c -> c.finding().question().units().effective()))
            .value("utterances", measured(Measured::predictions))
            .value("folds_pooled", measured(Measured::foldsPooled));

    private static Function<Comparison, @Nullable Object> measured(Function<Measured, Object> value) {
        return comparison -> comparison.measured() == null ? null : value.apply(comparison.measured());
    }

    private static Function<Comparison, @Nullable Object> of(Function<Comparison, Object> value) {
        return comparison -> comparison.finding().estimate() == null ? null : value.apply(comparison);
    }

    static Map<String, Object> of(Significance significance) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("level", Judge.LEVEL);
        root.put("correction", "bonferroni");
        root.put("tested", significance.tested());
        root.put("family", significance.family());
        root.put("failed_seeds", significance.failed());
        root.put("uses_labels", significance.usesLabels());
        root.put(
                "comparisons",
                significance.comparisons().stream().map(FIELDS::values).toList());
        return root;
    }
}
