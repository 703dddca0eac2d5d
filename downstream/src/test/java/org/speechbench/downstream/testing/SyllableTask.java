package org.speechbench.downstream.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;

/** Which syllables, or who speaks; scored by the share of utterances that are right in full. */
public final class SyllableTask implements Task {
    private static final Metric EXACT = new Metric("exact", "Exact", "%", Metric.Direction.HIGHER_IS_BETTER);

    private static final Recipe.Schedule SCHEDULE = new Recipe.Schedule(150, 8, 50);

    private final boolean sequence;
    private final Recipe recipe;
    private final List<Fold> folds;

    private SyllableTask(boolean sequence, Recipe recipe, List<Fold> folds) {
        this.sequence = sequence;
        this.recipe = recipe;
        this.folds = folds;
    }

    /** Which syllables. */
    public static SyllableTask syllables(String head, Map<String, Double> parameters, boolean specAugment) {
        Recipe.Sampling sampling = new Recipe.Sampling(specAugment, false, 0);
        Recipe recipe = new Recipe(head, parameters, "ctc", SCHEDULE, List.of(1e-2), 1, 0, sampling);
        return new SyllableTask(true, recipe, List.of(all()));
    }

    /** Who speaks. */
    public static SyllableTask speakers() {
        Recipe recipe =
                new Recipe("mean_pool_linear", Map.of("hidden", 16.0), "cross_entropy", SCHEDULE, List.of(1e-2));
        return new SyllableTask(false, recipe, List.of(all()));
    }

    /** The same with other folds. */
    public SyllableTask folds(List<Fold> others) {
        return new SyllableTask(sequence, recipe, others);
    }

    private static Fold all() {
        return new Fold("all", List.of("train"), List.of("dev"), List.of("test", "other"));
    }

    @Override
    public String name() {
        return "syllables";
    }

    @Override
    public TaskCard card() {
        return new TaskCard("Syllables", "content", EXACT, "none", 1, "syllables");
    }

    @Override
    public List<Fold> folds(Corpus corpus) {
        return folds;
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return new TargetEncoder() {
            @Override
            public int classes() {
                return sequence ? 6 : 4;
            }

            @Override
            public int[] encode(Utterance utterance) {
                return reference(utterance).stream().mapToInt(Integer::parseInt).toArray();
            }

            @Override
            public List<String> decode(int[] output) {
                return sequence ? collapse(output) : List.of(Integer.toString(output[0]));
            }

            @Override
            public List<String> names() {
                return IntStream.range(0, classes()).mapToObj(Integer::toString).toList();
            }
        };
    }

    private static List<String> collapse(int[] path) {
        List<String> labels = new ArrayList<>();
        for (int t = 0; t < path.length; t++) {
            if (path[t] != 0 && (t == 0 || path[t] != path[t - 1])) {
                labels.add(Integer.toString(path[t]));
            }
        }
        return labels;
    }

    @Override
    public Recipe recipe(Preset preset, int classes) {
        return recipe;
    }

    @Override
    public Scorer scorer() {
        return new Scorer() {
            @Override
            public Metric metric() {
                return EXACT;
            }

            @Override
            public Score scoreFolds(List<List<Prediction>> folds) {
                double sum = 0;
                int n = 0;
                for (List<Prediction> fold : folds) {
                    n += fold.size();
                    long right = fold.stream()
                            .filter(p -> p.reference().equals(p.hypothesis()))
                            .count();
                    sum += 100.0 * right / fold.size();
                }
                return new Score(EXACT, sum / folds.size(), n, null);
            }
        };
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return sequence ? SyllableSpeech.syllables(utterance) : List.of(utterance.label("speaker"));
    }
}
