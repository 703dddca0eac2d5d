package org.speechbench.reports;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.core.result.CorpusName;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.ResultRow;

/**
 * What scores must share to stand in one column: never two versions, presets, heads, metrics, splits or corpora together.
 *
 * @param task the user's label of the task
 * @param split what the scores were measured on
 * @param corpus digest of the corpus that the scores rest on; empty where it is not known
 */
public record TaskColumn(
        String task,
        String taskName,
        int taskVersion,
        String preset,
        String head,
        Metric metric,
        String split,
        String corpus) {
    private static final List<String> MAIN_SPLITS = List.of("test", "test-clean", "test_clean", "mean", "all");

    /** The column that a score belongs in. */
    public static TaskColumn of(ResultRow row) {
        return new TaskColumn(
                row.task(),
                row.taskName(),
                row.taskVersion(),
                row.preset(),
                row.head(),
                row.metric(),
                row.split(),
                row.corpusDigest());
    }

    /** Whether this is the split, among those of the same scores, that a task is judged by. */
    boolean isMain(Collection<TaskColumn> all) {
        List<String> splits = all.stream()
                .filter(other -> onSplit(other.split).equals(other))
                .map(TaskColumn::split)
                .toList();
        return split.equals(
                MAIN_SPLITS.stream().filter(splits::contains).findFirst().orElse(splits.get(0)));
    }

    private TaskColumn onSplit(String other) {
        return new TaskColumn(task, taskName, taskVersion, preset, head, metric, other, corpus);
    }

    /** Whether both are metrics of the same predictions. */
    boolean sameCell(TaskColumn other) {
        return new TaskColumn(task, taskName, taskVersion, preset, head, other.metric, split, corpus).equals(other);
    }

    /** An arrow towards the better values. */
    public String arrow() {
        return arrow(metric.direction());
    }

    static String arrow(Direction direction) {
        return direction == Direction.HIGHER_IS_BETTER ? "\u2191" : "\u2193";
    }

    /** The arrow in words. */
    String direction() {
        return metric.direction() == Direction.HIGHER_IS_BETTER ? "higher is better" : "lower is better";
    }

    /** Metric, unit and arrow, for example {@code WER % ↓}. */
    public String measure() {
        return (metric.label() + " " + metric.unit()).strip() + " " + arrow();
    }

    /** The task's label, and its corpus where there are scores on several: what stands above what is about this column. */
    public String title(Collection<TaskColumn> all) {
        String which = corpus(all);
        return which.isEmpty() ? task : task + ", " + which;
    }

    /** Which corpus, in words; empty where all columns of the task rest on the same. */
    public String corpus(Collection<TaskColumn> all) {
        boolean several = all.stream().anyMatch(other -> task.equals(other.task) && !corpus.equals(other.corpus));
        return several ? CorpusName.of(corpus) : "";
    }

    /** Version and preset, and the head where the same task was measured with several. */
    String terms(Collection<TaskColumn> all) {
        boolean heads = all.stream()
                .anyMatch(other -> task.equals(other.task) && preset.equals(other.preset) && !head.equals(other.head));
        return heads ? protocol() : protocol("");
    }

    /** Version, preset and head, for example {@code v1, quick, ctc_linear}. */
    public String protocol() {
        return protocol(head);
    }

    private String protocol(String shownHead) {
        String version = taskVersion > 0 ? "v" + taskVersion : "";
        return String.join(
                ", ",
                Stream.of(version, preset, shownHead).filter(s -> !s.isEmpty()).toList());
    }

    /** Whether a failed row, which may not know metric and head, belongs here. */
    boolean claims(ResultRow failed) {
        return task.equals(failed.task())
                && (failed.taskVersion() == 0 || failed.taskVersion() == taskVersion)
                && (failed.preset().isEmpty() || failed.preset().equals(preset))
                && (failed.head().isEmpty() || failed.head().equals(head))
                && (failed.corpusDigest().isEmpty() || failed.corpusDigest().equals(corpus));
    }
}
