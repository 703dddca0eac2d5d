package org.speechbench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.Difference;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.MeasuredDifference;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.table.TableModel;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;

/** Comparisons as JSON for other programs; the fields are described in {@code docs/significance.md}. */
final class SignificanceJson {
    private static final int SCHEMA = 1;

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
            .value("upstream_value", of(m -> m.difference().first()))
            .value("baseline_value", of(m -> m.difference().second()))
            .value("difference", of(m -> m.difference().difference()))
            .value("low", tested(d -> d.interval().low()))
            .value("high", tested(d -> d.interval().high()))
            .value("p", tested(PairedDifference::p))
            .value("seeds", of(MeasuredDifference::seeds))
            .value("difference_by_seed", of(MeasuredDifference::bySeed))
            .value("speakers", of(m -> m.difference().speakers()))
            .value("utterances", of(m -> m.difference().utterances()))
            .value("folds_pooled", of(MeasuredDifference::folds))
            .value("p_holm", Comparison::correctedP);

    private static Function<Comparison, @Nullable Object> of(Function<MeasuredDifference, @Nullable Object> value) {
        return comparison -> comparison.measured() == null ? null : value.apply(comparison.measured());
    }

    private static Function<Comparison, @Nullable Object> tested(Function<PairedDifference, Object> value) {
        return of(m -> m.difference().tooFewSpeakers() ? null : value.apply(m.difference()));
    }

    static Map<String, Object> of(Significance significance) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", SCHEMA);
        root.put("draws", PairedBootstrap.DRAWS);
        root.put("level", Comparison.LEVEL);
        root.put("correction", "holm");
        root.put("tested", significance.tested());
        root.put("scope", Difference.SCOPE);
        root.put("uses_labels", significance.usesLabels());
        root.put(
                "comparisons",
                significance.comparisons().stream().map(FIELDS::values).toList());
        return root;
    }
}
