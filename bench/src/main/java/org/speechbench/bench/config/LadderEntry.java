package org.speechbench.bench.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * Training steps that are timed in comparison with two baselines and with the previous row.
 *
 * @param original the label of the baseline as published; empty for none
 * @param optimised the label of the baseline that has every optimisation its definition allows; empty for none
 * @param rows the rows by label, in order; empty for no ladder
 */
public record LadderEntry(String original, String optimised, Map<String, LadderRow> rows) {
    public LadderEntry {
        rows = Ordered.copy(rows);
        rows.keySet().forEach(label -> EntryLabels.check("throughput.ladder.rows", label));
        check("original", original, rows);
        check("optimised", optimised, rows);
        for (Map.Entry<String, LadderRow> row : rows.entrySet()) {
            check("rows." + row.getKey() + ".against", row.getValue().against(), rows);
        }
    }

    /** All labels so that as many rows as possible directly follow the row from which they differ in one change. */
    public List<String> besideBaselines() {
        List<String> order = new ArrayList<>();
        rows.keySet().forEach(label -> {
            if (baselineOf(label).isEmpty()) {
                addWithFollowers(label, order);
            }
        });
        // Rows that refer to one another in a circle have no first one.
        rows.keySet().stream().filter(label -> !order.contains(label)).forEach(order::add);
        return order;
    }

    private void addWithFollowers(String label, List<String> order) {
        order.add(label);
        rows.keySet().stream()
                .filter(other -> baselineOf(other).equals(label) && !order.contains(other))
                .forEach(other -> addWithFollowers(other, order));
    }

    /** The label of the row from which a row differs in one change; empty for the first row. */
    public String baselineOf(String label) {
        String against = Objects.requireNonNull(rows.get(label), label).against();
        List<String> labels = List.copyOf(rows.keySet());
        int at = labels.indexOf(label);
        return against.isEmpty() && at > 0 ? labels.get(at - 1) : against;
    }

    private static void check(String key, String label, Map<String, LadderRow> rows) {
        if (!label.isEmpty() && !rows.containsKey(label)) {
            throw new UserError(
                    "throughput.ladder." + key + " is '" + label + "', which is no row.",
                    NearNames.question(label, rows.keySet()) + "Name one of " + rows.keySet() + ".");
        }
    }
}
