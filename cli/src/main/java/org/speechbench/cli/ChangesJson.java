package org.speechbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Changes;
import org.speechbench.reports.compare.Figure;

/** A comparison for programs; the fields are described in {@code docs/ci.md}. */
final class ChangesJson {
    private static final int SCHEMA = 1;

    private ChangesJson() {}

    static ObjectNode of(Changes changes) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("baseline", changes.baseline());
        root.put("current", changes.current());
        root.put("max_regression", changes.thresholds().regression());
        root.put("max_score_loss", changes.thresholds().scoreLoss());
        root.put("fails", changes.fails());
        root.put("title", changes.title());
        ArrayNode figures = root.putArray("figures");
        changes.changes().forEach(change -> figures.add(figure(change)));
        ArrayNode warnings = root.putArray("warnings");
        changes.warnings().forEach(warnings::add);
        return root;
    }

    private static ObjectNode figure(Change change) {
        RowIdentity row = change.row();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("verdict", change.verdict().id());
        node.put("kind", row.kind().id());
        node.put("upstream", row.upstream());
        node.put("size", row.subject().size());
        node.put("task", row.task());
        node.put("split", row.terms().protocol().split());
        node.put("setting", row.work());
        node.put("metric", row.terms().metric().id());
        node.put("unit", change.figure().row().metric().unit());
        if (row.seed() != null) {
            node.put("seed", row.seed());
        }
        side(node, "baseline", change.baseline());
        side(node, "current", change.current());
        Score.Interval interval = change.interval();
        if (interval != null) {
            String name = change.figure().isScore() ? "gained" : "ratio";
            node.putArray(name).add(interval.low()).add(interval.high());
        }
        if (!change.reason().isEmpty()) {
            node.put("reason", change.reason());
        }
        return node;
    }

    private static void side(ObjectNode node, String name, @Nullable Figure figure) {
        if (figure != null) {
            node.put(name, figure.row().value());
            if (!figure.rounds().isEmpty()) {
                node.put(name + "_rounds", figure.rounds().size());
            }
        }
    }
}
