package org.speechbench.reports.significance;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.tasks.Task;

/**
 * What the judge finds about the differences between the upstreams of some runs.
 *
 * @param comparisons by task and split, then by upstream
 * @param tested the number of pairs of the runs that were tested, whether shown or not
 * @param family the pairs that share the chance of a false verdict, as a sentence
 * @param failed the seeds of these pairs that failed
 * @param usesLabels the labels of upstreams that used transcripts or phones in pre-training
 * @param warnings sentences about lines of results that could not be read
 */
public record Significance(
        List<Comparison> comparisons,
        int tested,
        String family,
        List<FailedSeeds> failed,
        List<String> usesLabels,
        List<String> warnings) {
    public Significance {
        comparisons = List.copyOf(comparisons);
        failed = List.copyOf(failed);
        usesLabels = List.copyOf(usesLabels);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compares the upstreams of some runs. The family is every pair of the runs that can be tested, whichever are asked
     * for; pairs of too few speakers are not tested, and do not count.
     *
     * @param taskLabels tasks to compare on; empty for all
     * @param upstreamLabels upstreams to compare, and the baseline; empty for all
     * @param baseline label of the upstream that all others are compared with; null for every two, with that of the plan if the runs
     *     have one
     * @throws org.speechbench.core.UserError if runs, labels or predictions are missing or damaged, or there is nothing
     *     to compare
     */
    public static Significance of(
            List<Path> runs,
            List<String> taskLabels,
            List<String> upstreamLabels,
            @Nullable String baseline,
            NamedServices<Task> tasks,
            Progress progress) {
        Set<String> upstreams = new LinkedHashSet<>(upstreamLabels);
        if (baseline != null && !upstreams.isEmpty()) {
            upstreams.add(baseline);
        }
        Scores all = Scores.read(runs);
        Scores asked = all.ofTasks(taskLabels).ofUpstreams(upstreams);
        List<Pair> pairs = Pair.of(asked, baseline);
        Family family = Family.of(all, pairs, new PairEvaluator(all, tasks), progress);
        return of(
                all,
                family,
                pairs.stream()
                        .map(pair -> baseline == null ? family.plan().oriented(pair) : pair)
                        .map(family::comparison)
                        .toList());
    }

    /**
     * Compares every two upstreams of some runs. Predictions that are missing or damaged are a reason not to compare.
     *
     * @throws org.speechbench.core.UserError if runs are missing or damaged
     */
    public static Significance ofAll(List<Path> runs, NamedServices<Task> tasks, Progress progress) {
        Scores scores = Scores.read(runs);
        Family family = Family.of(scores, List.of(), new PairEvaluator(scores, tasks), progress);
        return of(
                scores,
                family,
                Pair.all(scores).stream().map(family::comparisonOrReason).toList());
    }

    private static Significance of(Scores scores, Family family, List<Comparison> comparisons) {
        List<String> usesLabels = scores.measured().stream()
                .filter(s -> s.row().subject().usesLabels())
                .map(s -> s.row().upstream())
                .distinct()
                .toList();
        return new Significance(
                comparisons,
                family.tested(),
                family.sentence(),
                FailedSeeds.of(family.planned(), scores),
                usesLabels,
                scores.warnings());
    }

    /** What a reader of any of the findings has to know: the family, and the seeds that failed. */
    public List<String> remarks() {
        return Stream.concat(Stream.of(family), failed.stream().map(FailedSeeds::words))
                .toList();
    }
}
