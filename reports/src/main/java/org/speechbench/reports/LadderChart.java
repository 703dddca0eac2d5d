package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.svg.Waterfall;
import org.speechbench.reports.svg.Waterfall.Step;

/** The rows of a ladder as a waterfall: what each change multiplies the speed by. */
record LadderChart(List<ResultRow> rows) {
    /** The picture; empty without a ladder. */
    Optional<Element> build() {
        List<String> labels = rows.stream()
                .filter(LadderTable::isLadder)
                .map(ResultRow::upstream)
                .distinct()
                .toList();
        List<Step> steps = new ArrayList<>();
        for (String label : labels) {
            Optional<ResultRow> product = row(label, LadderTable.OVER_ORIGINAL);
            if (product.isEmpty()) {
                steps.add(new Step(label, -1, 1, 1));
                continue;
            }
            double value = Cell.of(product.get()).value();
            Optional<ResultRow> change = row(label, LadderTable.OVER_BEFORE);
            double factor = change.map(row -> Cell.of(row).value()).orElse(value);
            steps.add(new Step(label, place(change.orElse(product.get()), steps), factor, value));
        }
        return steps.size() < 2
                ? Optional.empty()
                : Optional.of(new Waterfall(
                                "The ladder: what each change multiplies the speed by", "speed of the original", steps)
                        .build());
    }

    private Optional<ResultRow> row(String label, String metric) {
        return rows.stream()
                .filter(row -> row.upstream().equals(label) && row.metric().id().equals(metric))
                .findFirst();
    }

    /** Where the row stands that another one is held against, whose detail begins with {@code A over B}. */
    private static int place(ResultRow row, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String pair = row.upstream() + " over " + steps.get(i).name();
            if (row.detail().equals(pair) || row.detail().startsWith(pair + ",")) {
                return i;
            }
        }
        return -1;
    }
}
