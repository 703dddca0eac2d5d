package org.speechbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;

/** A comparison as JSON for other programs; the fields are described in {@code docs/ci.md}. */
final class RegressionJson {
    private static final int SCHEMA = 1;

    private RegressionJson() {}

    static ObjectNode of(Deltas deltas) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("baseline", deltas.baseline());
        root.put("current", deltas.current());
        root.put("max_regression", deltas.thresholds().regression());
        root.put("max_score_loss", deltas.thresholds().scoreLoss());
        root.put("fails", deltas.fails());
        root.put("title", deltas.title());
        ArrayNode metrics = root.putArray("figures");
        deltas.deltas().forEach(delta -> metrics.add(series(delta)));
        deltas.warnings().forEach(root.putArray("warnings")::add);
        return root;
    }

    private static ObjectNode series(Delta delta) {
        RowIdentity row = delta.row();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("verdict", delta.verdict().id());
        node.put("kind", row.kind().id());
        node.put("upstream", row.upstream());
        node.put("size", row.subject().size());
        node.put("task", row.task());
        node.put("split", row.terms().protocol().split());
        node.put("setting", row.work());
        node.put("metric", row.terms().metric().id());
        node.put("unit", delta.series().row().metric().unit());
        if (row.seed() != null) {
            node.put("seed", row.seed());
        }
        side(node, "baseline", delta.baseline());
        side(node, "current", delta.current());
        Score.Interval interval = delta.interval();
        if (interval != null) {
            String name = delta.series().isScore() ? "gained" : "ratio";
            node.putArray(name).add(interval.low()).add(interval.high());
        }
        if (!delta.reason().isEmpty()) {
            node.put("reason", delta.reason());
        }
        return node;
    }

    private static void side(ObjectNode node, String name, @Nullable MetricSeries series) {
        if (series != null) {
            node.put(name, series.row().value());
            if (!series.rounds().isEmpty()) {
                node.put(name + "_rounds", series.rounds().size());
            }
        }
    }
}
