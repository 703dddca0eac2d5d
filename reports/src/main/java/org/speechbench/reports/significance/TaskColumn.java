package org.speechbench.reports.significance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.speechbench.core.result.Comparability;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;

/**
 * What scores must share to be in one column, which never mixes two versions, presets, heads, metrics, splits or
 * corpora.
 */
public record TaskColumn(Protocol protocol, Metric metric) {
    private static final List<String> MAIN_SPLITS = List.of("test", "test-clean", "test_clean", "mean", "all");

    /** What may distinguish the columns of one task, besides the corpus. */
    private static final List<Function<TaskColumn, String>> TERMS =
            List.of(TaskColumn::versionAndPreset, column -> column.protocol().head(), TaskColumn::split);

    /** The column to which a score belongs. */
    public static TaskColumn of(ResultRow row) {
        Comparability terms = row.comparability();
        return new TaskColumn(terms.protocol(), terms.metric());
    }

    public String task() {
        return protocol.task();
    }

    public String split() {
        return protocol.split();
    }

    /** Whether this is the split, among those of the same scores, by which a task is judged. */
    public boolean isMain(Collection<TaskColumn> all) {
        List<String> splits = all.stream()
                .filter(other -> onSplit(other.split()).equals(other))
                .map(TaskColumn::split)
                .toList();
        return split().equals(MAIN_SPLITS.stream()
                .filter(splits::contains)
                .findFirst()
                .orElse(splits.get(0)));
    }

    private TaskColumn onSplit(String other) {
        return new TaskColumn(protocol.onSplit(other), metric);
    }

    /** Whether both are metrics of the same predictions. */
    public boolean sameCell(TaskColumn other) {
        return protocol.equals(other.protocol);
    }

    /** An arrow towards better values. */
    public String arrow() {
        return arrow(metric);
    }

    /** An arrow towards better values of a metric. */
    public static String arrow(Metric metric) {
        return metric.higherIsBetter() ? "\u2191" : "\u2193";
    }

    /** The metric, unit and arrow, for example {@code WER % ↓}. */
    public String measure() {
        return (metric.label() + " " + metric.unit()).strip() + " " + arrow();
    }

    /**
     * The task's label and, if there are scores on several corpora, its corpus; used as a heading for whatever concerns
     * this column.
     */
    public String title(Collection<TaskColumn> all) {
        String which = corpus(all);
        return which.isEmpty() ? task() : task() + ", " + which;
    }

    /** The corpus, in words; empty if all columns of the task have the same one. */
    public String corpus(Collection<TaskColumn> all) {
        boolean several = all.stream()
                .map(TaskColumn::protocol)
                .anyMatch(other ->
                        task().equals(other.task()) && !protocol.corpus().equals(other.corpus()));
        return several ? protocol.corpusName() : "";
    }

    /** What distinguishes this column from others of its task and metric; empty if nothing does. */
    public List<String> apart(Collection<TaskColumn> all) {
        List<TaskColumn> same =
                all.stream().filter(other -> other.task().equals(task())).toList();
        List<String> apart = new ArrayList<>();
        for (Function<TaskColumn, String> term : TERMS) {
            if (same.stream().map(term).distinct().count() > 1) {
                apart.add(term.apply(this));
            }
        }
        if (!corpus(all).isEmpty()) {
            apart.add(corpus(all));
        }
        return apart;
    }

    /** The task's label, with whatever distinguishes this column from others of that task. */
    public String name(Collection<TaskColumn> all) {
        List<String> apart = apart(all);
        return apart.isEmpty() ? task() : task() + " (" + String.join(", ", apart) + ")";
    }

    /** The version, preset and head, for example {@code v1, quick, ctc_linear}. */
    public String terms() {
        return terms(protocol.head());
    }

    /** The version and preset, for example {@code v1, quick}. */
    public String versionAndPreset() {
        return terms("");
    }

    private String terms(String shownHead) {
        String version = protocol.taskVersion() > 0 ? "v" + protocol.taskVersion() : "";
        return String.join(
                ", ",
                Stream.of(version, protocol.preset(), shownHead)
                        .filter(s -> !s.isEmpty())
                        .toList());
    }

    /** Whether a failed row, which may not know metric and head, belongs here. */
    public boolean claims(ResultRow failed) {
        Protocol other = failed.protocol();
        return task().equals(other.task())
                && (other.taskVersion() == 0 || other.taskVersion() == protocol.taskVersion())
                && (other.preset().isEmpty() || other.preset().equals(protocol.preset()))
                && (other.head().isEmpty() || other.head().equals(protocol.head()))
                && (other.corpus().isEmpty() || other.corpus().equals(protocol.corpus()));
    }
}
