package org.speechbench.reports.significance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.significance.Scores.SeedScore;

/**
 * Seeds of an upstream that failed on a task while others ended. A finding is about those that ended, which may be the
 * better ones.
 *
 * @param of {@code pre-training seeds}, or {@code head seeds} of the pre-trainings that ended
 * @param failed their number
 * @param all the number of those that failed or ended
 */
public record FailedSeeds(String upstream, String task, String of, int failed, int all) {
    /** The failed seeds of the upstreams of some pairs. */
    static List<FailedSeeds> of(Collection<Pair> pairs, Scores scores) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.baseline(), pair.upstream())
                        .flatMap(upstream -> of(upstream, pair.column(), scores).stream()))
                .distinct()
                .toList();
    }

    private static List<FailedSeeds> of(String upstream, TaskColumn column, Scores scores) {
        List<SeedScore> ended = scores.cell(upstream, column);
        List<ResultRow> failures = scores.failures(upstream, column);
        Set<String> trainings = ended.stream().map(SeedScore::training).collect(Collectors.toSet());
        Set<String> heads = ended.stream().map(score -> head(score.row())).collect(Collectors.toSet());
        Set<String> failedTrainings = new LinkedHashSet<>();
        Set<String> failedHeads = new LinkedHashSet<>();
        for (ResultRow row : failures) {
            if (!trainings.contains(Scores.training(row))) {
                failedTrainings.add(Scores.training(row));
            } else if (!heads.contains(head(row))) {
                failedHeads.add(head(row));
            }
        }
        List<FailedSeeds> found = new ArrayList<>();
        add(found, upstream, column, "pre-training seeds", failedTrainings.size(), trainings.size());
        add(found, upstream, column, "head seeds", failedHeads.size(), heads.size());
        return found;
    }

    private static void add(
            List<FailedSeeds> found, String upstream, TaskColumn column, String of, int failed, int ended) {
        if (failed > 0 && ended > 0) {
            found.add(new FailedSeeds(upstream, column.task(), of, failed, failed + ended));
        }
    }

    private static String head(ResultRow row) {
        return Scores.training(row) + " " + row.measure().seed();
    }

    /** As a sentence. */
    public String words() {
        return failed + " of " + all + " " + of + " of " + upstream + " failed on " + task
                + ": findings are about those that ended.";
    }
}
