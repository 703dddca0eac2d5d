package org.speechbench.tasks.ks;

import java.util.List;
import java.util.Map;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/**
 * SUPERB's keyword spotting: which keyword, {@code _unknown_} or {@code _silence_}, from the mean over frames; accuracy.
 * The classes are the labels the corpus has; under preset {@code superb} those of column {@code superb_label} where there is
 * one, SUPERB's twelve for Speech Commands. Training draws every class as
 * often as any other. SUPERB draws dev likewise, so that its dev accuracy depends on the draw; here dev is scored as it is.
 */
public final class KsTask extends ClassificationTask {
    private static final TaskCard CARD = new TaskCard(
            "Keyword spotting",
            "content",
            AccuracyScorer.ACCURACY,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task KS",
            2,
            "label");

    /** Ten keywords, {@code _unknown_} and {@code _silence_}; {@code prepare} writes it for Speech Commands. */
    private static final String SUPERB_LABELS = "superb_label";

    /** SUPERB's: Linear, mean over frames, Linear. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
                    "mean_pool_linear",
                    Map.of("hidden", 256.0),
                    "cross_entropy",
                    200_000,
                    32,
                    5_000,
                    List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
                    1.0,
                    false)
            .withSampling(new Recipe.Sampling(false, true, 0));

    /** SUPERB's head, for some hundred recordings a class or fewer. */
    private static final Recipe QUICK = new Recipe(
                    "mean_pool_linear",
                    Map.of("hidden", 256.0),
                    "cross_entropy",
                    1_500,
                    32,
                    100,
                    List.of(1e-2, 1e-3, 1e-1),
                    1.0,
                    false)
            .withSampling(new Recipe.Sampling(false, true, 0));

    public KsTask() {
        super("ks", CARD, SUPERB, QUICK);
    }

    /** SUPERB's classes under its preset, where the manifest has them. */
    @Override
    public List<String> labelColumns(Preset preset) {
        return preset == Preset.SUPERB ? List.of(SUPERB_LABELS, CARD.labels()) : List.of(CARD.labels());
    }
}
