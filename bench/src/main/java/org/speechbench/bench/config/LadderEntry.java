package org.speechbench.bench.config;

import java.util.Map;
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

    private static void check(String key, String label, Map<String, LadderRow> rows) {
        if (!label.isEmpty() && !rows.containsKey(label)) {
            throw new UserError(
                    "throughput.ladder." + key + " is '" + label + "', which is no row.",
                    NearNames.question(label, rows.keySet()) + "Name one of " + rows.keySet() + ".");
        }
    }
}
