package com.example.speech;

import java.util.List;
import java.util.Map;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/** {@code gender}: the speaker's gender as the corpus states it, from the mean over frames; accuracy. */
public final class GenderTask extends ClassificationTask {
    private static final TaskCard CARD = new TaskCard(
            "Speaker's gender", "speaker", AccuracyScorer.ACCURACY, "an example, not published", 1, "gender");

    private static final Recipe SUPERB = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            30_000,
            32,
            100,
            List.of(1e-2, 1e-1, 1e-3),
            1.0,
            false);

    public GenderTask() {
        super("gender", CARD, SUPERB, SUPERB.withSteps(800, 100));
    }
}
