package org.speechbench.tasks.sid;

import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/**
 * SUPERB's speaker identification: the speaker of an utterance is classified from the mean over frames, scored by
 * accuracy.
 */
public final class SidTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("SID", "Speaker identification", "speaker", AccuracyScorer.ACCURACY, 1, "label");

    public SidTask() {
        super("sid", CARD);
    }

    /**
     * The corpus prefix of a speaker, which precedes the hyphen; recording channels are easier to distinguish than
     * voices.
     */
    @Override
    public String part(Prediction prediction) {
        return prediction.speaker().replaceAll("-.*", "");
    }
}
