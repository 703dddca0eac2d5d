package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.svg.Waterfall;
import org.speechbench.reports.svg.Waterfall.Step;

/** The rows of a ladder as a waterfall chart, which shows the factor by which each change multiplies the speed. */
record LadderChart(LadderTable ladder) {
    /** The chart; empty if there is no ladder. */
    Optional<Element> build() {
        List<Step> steps = new ArrayList<>();
        for (String label : ladder.ladder()) {
            Optional<Cell> product = ladder.cell(label, Metrics.OVER_ORIGINAL);
            if (product.isEmpty()) {
                steps.add(new Step(label, -1, 1, 1));
                continue;
            }
            double value = product.get().value();
            Optional<Cell> change = ladder.cell(label, Metrics.OVER_BEFORE);
            double factor = change.map(Cell::value).orElse(value);
            steps.add(new Step(label, place(change.orElse(product.get()).rows().get(0), steps), factor, value));
        }
        return steps.size() < 2
                ? Optional.empty()
                : Optional.of(new Waterfall(
                                "The ladder: what each change multiplies the speed by", "speed of the original", steps)
                        .build());
    }

    /** The position of the row with which another one is compared. */
    private static int place(ResultRow row, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(row.measure().baseline())) {
                return i;
            }
        }
        return -1;
    }
}
