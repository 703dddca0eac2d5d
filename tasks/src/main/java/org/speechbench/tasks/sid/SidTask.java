package org.speechbench.tasks.sid;

import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/** SUPERB's speaker identification: which of the corpus' speakers, from the mean over frames; accuracy. */
public final class SidTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("SID", "Speaker identification", "speaker", AccuracyScorer.ACCURACY, 1, "label");

    public SidTask() {
        super("sid", CARD);
    }

    /** The corpus, which is what comes before the hyphen of a speaker: recording channels are easier to tell than voices. */
    @Override
    public String part(Prediction prediction) {
        return prediction.speaker().replaceAll("-.*", "");
    }
}
