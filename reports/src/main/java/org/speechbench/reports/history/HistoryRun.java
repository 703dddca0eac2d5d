package org.speechbench.reports.history;

import java.util.List;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.ResultRow;

/**
 * One kept run.
 *
 * @param created start of the run, ISO 8601, UTC
 * @param revision of the code; empty if unknown
 * @param machine its kind; speeds are comparable within one only
 * @param rows that a history shows
 */
public record HistoryRun(String created, String revision, MachineKind machine, List<ResultRow> rows) {
    private static final int SHORT = 8;
    private static final int DAY = 10;

    public HistoryRun {
        rows = List.copyOf(rows);
    }

    /** Day and short revision. */
    public String name() {
        String dirty = revision.endsWith("-dirty") ? "+" : "";
        return (created.substring(0, Math.min(DAY, created.length())) + " "
                        + revision.substring(0, Math.min(SHORT, revision.length())) + dirty)
                .strip();
    }
}
