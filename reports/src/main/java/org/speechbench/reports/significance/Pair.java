package org.speechbench.reports.significance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * Two upstreams that are compared under equal terms.
 *
 * @param column the task, version, preset, head, metric, split and corpus
 * @param baseline the label of the upstream that is compared with
 * @param upstream the label of the upstream that the verdict is about
 */
public record Pair(TaskColumn column, String baseline, String upstream) {
    /**
     * What is to be compared: under each task and split every upstream with the baseline, or, without one, every two that
     * were tried on it. A pair is there too where one of the two has no score under the column's terms, so that it can be
     * said.
     *
     * @throws UserError if there is no such baseline, or nothing to compare
     */
    static List<Pair> of(Scores scores, @Nullable String baseline) {
        List<String> upstreams = scores.upstreams();
        if (baseline != null && !upstreams.contains(baseline)) {
            throw NearNames.unknown(
                    "The runs have no scores of an upstream '" + baseline + "' to compare against.",
                    baseline,
                    upstreams);
        }
        List<Pair> pairs = listed(scores, baseline);
        if (pairs.isEmpty()) {
            throw new UserError(
                    "There is nothing to compare: the runs have scores of " + upstreams
                            + ", but no two of them share a task and split.",
                    "Name runs that scored at least two upstreams on one task.");
        }
        return pairs;
    }

    /** Every two upstreams that were tried on one task and split: the family, whichever pairs are requested. */
    static List<Pair> all(Scores scores) {
        return listed(scores, null);
    }

    private static List<Pair> listed(Scores scores, @Nullable String baseline) {
        List<String> upstreams = scores.upstreams();
        List<Pair> pairs = new ArrayList<>();
        for (List<TaskColumn> columns : bySplit(scores.columns())) {
            List<String> left = baseline == null ? tried(scores, columns) : List.of(baseline);
            for (String one : left) {
                List<String> right = baseline == null ? left.subList(left.indexOf(one) + 1, left.size()) : upstreams;
                right.stream()
                        .filter(other -> !other.equals(one))
                        .forEach(other -> pairs.addAll(pairs(scores, one, other, columns)));
            }
        }
        return pairs;
    }

    private static Iterable<List<TaskColumn>> bySplit(List<TaskColumn> columns) {
        Map<List<String>, List<TaskColumn>> groups = new LinkedHashMap<>();
        columns.forEach(column -> groups.computeIfAbsent(List.of(column.task(), column.split()), k -> new ArrayList<>())
                .add(column));
        return groups.values();
    }

    private static List<Pair> pairs(Scores scores, String one, String other, List<TaskColumn> columns) {
        return columns.stream()
                .filter(column -> !scores.cell(one, column).isEmpty()
                        || !scores.cell(other, column).isEmpty())
                .map(column -> new Pair(column, one, other))
                .toList();
    }

    /** Upstreams that were tried on one task and split, in whatever terms. */
    private static List<String> tried(Scores scores, List<TaskColumn> columns) {
        return scores.upstreams().stream()
                .filter(upstream -> scores.failed(upstream, columns.get(0).task())
                        || columns.stream().anyMatch(column -> !scores.cell(upstream, column)
                                .isEmpty()))
                .toList();
    }
}
