package org.speechbench.reports.table;

import org.speechbench.reports.ReportData;
import org.speechbench.reports.html.Numbers;

/** How to read a table of scores. */
final class Legend {
    private Legend() {}

    static String of(ReportData data) {
        return "The best value of a column is bold, the arrow points to better values, brackets hold the 95 % interval"
                + (data.differences().isEmpty()
                        ? ""
                        : ", \u2248 marks what does not differ significantly from the best")
                + ", and " + Numbers.MISSING + " is what was not measured.";
    }
}
