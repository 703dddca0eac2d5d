package org.speechbench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.speechbench.core.result.Metric;
import org.speechbench.reports.Difference;
import org.speechbench.reports.TaskColumn;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.MeasuredDifference;
import org.speechbench.reports.significance.Significance;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;

/** Comparisons as JSON for other programs; the fields are described in {@code docs/significance.md}. */
final class SignificanceJson {
    private static final int SCHEMA = 1;

    private SignificanceJson() {}

    static ObjectNode of(Significance significance) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("draws", PairedBootstrap.DRAWS);
        root.put("level", Comparison.LEVEL);
        root.put("correction", "holm");
        root.put("tested", significance.tested());
        root.put("scope", Difference.SCOPE);
        significance.usesLabels().forEach(root.putArray("uses_labels")::add);
        ArrayNode comparisons = root.putArray("comparisons");
        significance.comparisons().forEach(c -> comparisons.add(comparison(c)));
        return root;
    }

    private static ObjectNode comparison(Comparison c) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        terms(node, c.pair().column());
        node.put("upstream", c.pair().upstream());
        node.put("baseline", c.pair().baseline());
        node.put("verdict", c.verdict().words());
        node.put("reason", c.reason());
        MeasuredDifference measured = c.measured();
        if (measured != null) {
            measured(node, measured);
        }
        Double corrected = c.correctedP();
        if (corrected != null) {
            node.put("p_holm", corrected.doubleValue());
        }
        return node;
    }

    private static void terms(ObjectNode node, TaskColumn column) {
        node.put("task", column.task());
        node.put("task_name", column.protocol().taskName());
        node.put("task_version", column.protocol().taskVersion());
        node.put("preset", column.protocol().preset());
        node.put("head", column.protocol().head());
        node.put("split", column.split());
        node.put("corpus_digest", column.protocol().corpus());
        node.put("metric", column.metric().id());
        node.put("unit", column.metric().unit());
        boolean higher = column.metric().direction() == Metric.Direction.HIGHER_IS_BETTER;
        node.put("direction", higher ? "higher" : "lower");
    }

    private static void measured(ObjectNode node, MeasuredDifference measured) {
        PairedDifference d = measured.difference();
        node.put("upstream_value", d.first());
        node.put("baseline_value", d.second());
        node.put("difference", d.difference());
        if (!d.tooFewSpeakers()) {
            node.put("low", d.interval().low());
            node.put("high", d.interval().high());
            node.put("p", d.p());
        }
        measured.seeds().forEach(node.putArray("seeds")::add);
        measured.bySeed().forEach(node.putArray("difference_by_seed")::add);
        node.put("speakers", d.speakers());
        node.put("utterances", d.utterances());
        node.put("folds_pooled", measured.folds());
    }
}
