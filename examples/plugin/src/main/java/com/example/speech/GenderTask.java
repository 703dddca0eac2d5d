package com.example.speech;

import org.speechbench.tasks.Recipes;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/** {@code gender}: the speaker's gender as the corpus states it, from the mean over frames; accuracy. */
public final class GenderTask extends ClassificationTask {
    private static final TaskCard CARD = new TaskCard(
            "Speaker's gender", "speaker", AccuracyScorer.ACCURACY, "an example, not published", 1, "gender");

    public GenderTask() {
        super("gender", CARD, new Recipes(GenderTask.class));
    }
}
