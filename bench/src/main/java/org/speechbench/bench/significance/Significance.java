package org.speechbench.bench.significance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.Holm;

/**
 * Which differences between the upstreams of some runs are real.
 *
 * @param comparisons by task and split, then by upstream
 * @param tested how many of them were tested, which is what p is corrected for
 * @param usesLabels labels of upstreams that have seen transcripts or phones in pre-training
 * @param warnings sentences about lines of results that could not be read
 */
public record Significance(List<Comparison> comparisons, int tested, List<String> usesLabels, List<String> warnings) {
    public Significance {
        comparisons = List.copyOf(comparisons);
        usesLabels = List.copyOf(usesLabels);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compares the upstreams of some runs, whose seeds are pooled. Pairs of too few speakers are not tested, and do not
     * count in the correction.
     *
     * @param taskLabels tasks to compare on; empty for all
     * @param upstreamLabels upstreams to compare, and the baseline; empty for all
     * @param baseline label of the upstream that all others are compared with; null for every two
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
        Scores scores = Scores.read(runs).ofTasks(taskLabels).ofUpstreams(upstreams);
        return of(scores, Pair.of(scores, baseline), tasks, progress);
    }

    /**
     * Compares the upstreams of some runs with the best of each task and split. That one was chosen by the same scores, so
     * that its lead is flattered: who names a baseline beforehand is on safer ground.
     *
     * @throws org.speechbench.core.UserError if runs or predictions are missing or damaged
     */
    public static Significance againstBest(List<Path> runs, NamedServices<Task> tasks, Progress progress) {
        Scores scores = Scores.read(runs);
        return of(scores, Pair.againstBest(scores), tasks, progress);
    }

    private static Significance of(Scores scores, List<Pair> pairs, NamedServices<Task> tasks, Progress progress) {
        Comparer comparer = new Comparer(scores, tasks);
        List<Comparer.Outcome> outcomes = new ArrayList<>();
        try (Progress.Stage stage = progress.start("test differences", pairs.size())) {
            for (Pair pair : pairs) {
                outcomes.add(comparer.measure(pair));
                stage.advance(1, "");
            }
        }
        List<Double> p = outcomes.stream()
                .flatMap(o -> o.measured().stream())
                .map(Measured::difference)
                .filter(d -> !d.tooFewSpeakers())
                .map(d -> d.p())
                .toList();
        List<String> usesLabels = scores.measured().stream()
                .filter(s -> s.row().usesLabels())
                .map(s -> s.row().upstream())
                .distinct()
                .toList();
        return new Significance(judged(outcomes, Holm.adjusted(p)), p.size(), usesLabels, scores.warnings());
    }

    private static List<Comparison> judged(List<Comparer.Outcome> outcomes, List<Double> corrected) {
        Iterator<Double> next = corrected.iterator();
        List<Comparison> judged = new ArrayList<>();
        for (Comparer.Outcome outcome : outcomes) {
            Measured measured = outcome.measured().orElse(null);
            if (measured == null) {
                judged.add(Comparison.notComparable(outcome.pair(), outcome.reason()));
            } else if (measured.difference().tooFewSpeakers()) {
                judged.add(Comparison.tooFewSpeakers(outcome.pair(), measured));
            } else {
                judged.add(Comparison.tested(outcome.pair(), measured, next.next()));
            }
        }
        return judged;
    }
}
