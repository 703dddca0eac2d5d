package org.speechbench.reports.history;

import java.util.List;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.ResultRow;

/**
 * One kept run.
 *
 * @param created the start of the run, ISO 8601, UTC
 * @param revision the revision of the code; empty if unknown
 * @param machine the kind of machine; speeds are comparable only within one kind
 * @param rows the rows that a history shows
 */
public record HistoryRun(String created, String revision, MachineKind machine, List<ResultRow> rows) {
    private static final int SHORT = 8;
    private static final int DAY = 10;

    public HistoryRun {
        rows = List.copyOf(rows);
    }

    /** The day and the abbreviated revision. */
    public String name() {
        String dirty = revision.endsWith("-dirty") ? "+" : "";
        return (created.substring(0, Math.min(DAY, created.length())) + " "
                        + revision.substring(0, Math.min(SHORT, revision.length())) + dirty)
                .strip();
    }
}
