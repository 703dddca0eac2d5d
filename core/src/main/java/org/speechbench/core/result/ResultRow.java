package org.speechbench.core.result;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of a run, which is a line of {@code results.csv}. Text that does not apply is empty, and a number
 * that does not apply is null. A failed measurement has no value, and its note is the reason.
 *
 * @param note the reason for a failure, or a remark on something unusual; never needed to understand a row that is ok
 */
public record ResultRow(
        RowKind kind,
        Subject subject,
        Protocol protocol,
        Conditions conditions,
        Measure measure,
        Cost cost,
        Status status,
        String note) {

    /** The same row, based on a corpus. */
    public ResultRow onCorpus(String digest) {
        return new ResultRow(kind, subject, protocol.onCorpus(digest), conditions, measure, cost, status, note);
    }

    /** The same row, measured on a kind of machine. */
    public ResultRow onMachine(MachineKind machine) {
        return new ResultRow(kind, subject, protocol, conditions.on(machine), measure, cost, status, note);
    }

    public ResultRow noting(String other) {
        return new ResultRow(kind, subject, protocol, conditions, measure, cost, status, other);
    }

    /** Whether the row has a value that may be shown as a number. */
    public boolean ok() {
        return status == Status.OK && measure.value() != null;
    }

    public boolean failed() {
        return status == Status.FAILED;
    }

    public boolean is(RowKind other) {
        return kind == other;
    }

    /** Whether the row holds the value of a metric for an upstream. */
    public boolean measures(RowKind ofKind, String upstream, Metric metric) {
        return ok() && kind == ofKind && upstream().equals(upstream) && metric().equals(metric);
    }

    /** What another row must share to be comparable with this one. */
    public Comparability comparability() {
        return Comparability.of(this);
    }

    /** The label of the upstream. */
    public String upstream() {
        return subject.label();
    }

    /** The label of the task, or the benchmark. */
    public String task() {
        return protocol.task();
    }

    public String split() {
        return protocol.split();
    }

    public Metric metric() {
        return measure.metric();
    }

    public @Nullable Double value() {
        return measure.value();
    }

    /** Everything to be shown beside the numbers: the workload of a timing, what a total leaves out, the note. */
    public String detail() {
        return Stream.of(kind.isTiming() && ok() ? work() : "", cost.omissions(), note)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String work() {
        return RowIdentity.of(this).work();
    }
}
