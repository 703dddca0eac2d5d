package org.speechbench.tasks.sd;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.DiarizationErrorScorer;
import org.speechbench.tasks.metric.Turn;
import org.speechbench.tasks.text.ActivityEncoder;

/**
 * SUPERB's speaker diarization: for every frame, which of two speakers are speaking, trained independently of the order
 * of the speakers and scored by diarization error rate. SUPERB reports the lowest error over ten settings of threshold
 * and median filter on test; here the setting is chosen on dev. Recordings are processed whole; SUPERB cuts recordings
 * of more than 2000 frames in training, which do not occur in Libri2Mix at 50 frames per second.
 */
public final class SdTask extends PresetTask {
    private static final String COLUMN = "turns";
    private static final int SPEAKERS = 2;

    private static final TaskCard CARD =
            TaskCard.ofSuperb("SD", "Speaker diarization", "speaker", DiarizationErrorScorer.DER, 1, COLUMN);

    private final ActivityEncoder activity = new ActivityEncoder(COLUMN, SPEAKERS);

    public SdTask() {
        super("sd", CARD);
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return activity;
    }

    @Override
    public Scorer scorer() {
        return new DiarizationErrorScorer();
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return activity.turns(utterance).stream().map(Turn::token).toList();
    }
}
