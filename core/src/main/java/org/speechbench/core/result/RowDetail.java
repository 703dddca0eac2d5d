package org.speechbench.core.result;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the column {@code detail}, which gives in readable form what other columns give for programs. Lines written
 * before those columns were added are parsed here and nowhere else.
 */
final class RowDetail {
    private static final String NOT_COUNTED = "not counted: ";
    private static final String SEPARATOR = "; ";

    private RowDetail() {}

    /**
     * A row completed with what its detail says beyond its other columns.
     *
     * @param row a row without a note
     */
    static ResultRow read(ResultRow row, String detail) {
        ResultRow typed = row;
        if (detail.startsWith(NOT_COUNTED) && row.cost().notCounted().isEmpty()) {
            typed = withOmissions(row, detail);
        } else if (row.kind().isTiming() && row.ok() && row.detail().isEmpty()) {
            typed = withWork(row, detail);
        }
        String known = typed.detail();
        boolean more = detail.startsWith(known + SEPARATOR) && !known.isEmpty();
        return detail.equals(known) ? typed : typed.noting(more ? detail.substring(known.length() + 2) : detail);
    }

    private static ResultRow withOmissions(ResultRow row, String detail) {
        List<String> parts = new ArrayList<>();
        for (String part : detail.substring(NOT_COUNTED.length()).split(SEPARATOR + NOT_COUNTED)) {
            parts.add(part);
        }
        Cost cost = new Cost(row.cost().seconds(), row.cost().learningRate(), parts);
        return new ResultRow(
                row.kind(), row.subject(), row.protocol(), row.conditions(), row.measure(), cost, row.status(), "");
    }

    /** For a ratio, {@code A over B, WORK}; for other timings, the workload. */
    private static ResultRow withWork(ResultRow row, String detail) {
        String begin = row.upstream() + " over ";
        boolean ratio = row.is(RowKind.RATIO) && detail.startsWith(begin);
        String rest = ratio ? detail.substring(begin.length()) : detail;
        int comma = rest.lastIndexOf(", ");
        String baseline = !ratio ? "" : comma < 0 ? rest : rest.substring(0, comma);
        String work = !ratio ? rest : comma < 0 ? "" : rest.substring(comma + 2);
        Measure old = row.measure();
        Measure measure = new Measure(old.metric(), old.value(), old.n(), old.interval(), old.seed(), baseline);
        Conditions conditions = Conditions.ofWork(row.conditions().precision(), work);
        return new ResultRow(
                row.kind(), row.subject(), row.protocol(), conditions, measure, row.cost(), row.status(), "");
    }
}
