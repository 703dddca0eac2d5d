package org.speechbench.core.result;

import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a row measures, without what came out: rows of two runs are comparable if this is equal.
 *
 * @param metric its id
 * @param setting of a timing, for example {@code 4 x 15.0 s}; empty for other rows
 * @param seed null for timings, which have none
 * @param corpus digest of what a score rests on; empty for timings, and where it is not known
 */
public record RowIdentity(
        String kind,
        String upstream,
        String provider,
        String size,
        String init,
        String task,
        String taskName,
        int taskVersion,
        String preset,
        String head,
        String split,
        String metric,
        String precision,
        String setting,
        @Nullable Long seed,
        String corpus) {
    /** The kind of rows with a speed. */
    public static final String THROUGHPUT = "throughput";

    /** The kind of rows that hold one speed over another. */
    public static final String RATIO = "ratio";

    /** Kinds of rows that are timings. */
    public static final Set<String> TIMINGS = Set.of(THROUGHPUT, RATIO, "module", "ceiling");

    /** What a row measures. */
    public static RowIdentity of(ResultRow row) {
        return new RowIdentity(
                row.kind(),
                row.upstream(),
                row.provider(),
                row.size(),
                row.init(),
                row.task(),
                row.taskName(),
                row.taskVersion(),
                row.preset(),
                row.head(),
                row.split(),
                row.metric().id(),
                row.precision(),
                TIMINGS.contains(row.kind()) ? row.detail() : "",
                row.seed(),
                row.corpusDigest());
    }

    /** What a reader would take for the same row: without version of the task, preset, head, precision,
     * setting, corpus and seed. */
    public RowIdentity withoutSetting() {
        return new RowIdentity(
                kind, upstream, provider, size, "", task, taskName, 0, "", "", split, metric, "", "", null, "");
    }

    /** In what another one differs, in words; empty if it is equal. */
    public String difference(RowIdentity other) {
        StringJoiner differences = new StringJoiner(", ");
        note(differences, "init", init, other.init);
        note(differences, "task version", Integer.toString(taskVersion), Integer.toString(other.taskVersion));
        note(differences, "preset", preset, other.preset);
        note(differences, "head", head, other.head);
        note(differences, "precision", precision, other.precision);
        note(differences, "setting", setting, other.setting);
        note(differences, "seed", String.valueOf(seed), String.valueOf(other.seed));
        note(differences, "corpora", CorpusName.of(corpus), CorpusName.of(other.corpus));
        return differences.toString();
    }

    private static void note(StringJoiner differences, String what, String one, String other) {
        if (!one.equals(other)) {
            differences.add(what + " " + one + " and " + other);
        }
    }

    /** For people, on one line. */
    public String text() {
        StringJoiner text = new StringJoiner(", ");
        text.add((upstream + " " + size).strip()).add(task);
        if (!setting.isEmpty()) {
            text.add(setting);
        } else if (!split.isEmpty()) {
            text.add(split);
        }
        text.add(metric);
        if (seed != null) {
            text.add("seed " + seed);
        }
        return text.toString();
    }
}
