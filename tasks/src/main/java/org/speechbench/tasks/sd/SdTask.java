package org.speechbench.tasks.sd;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.DiarizationErrorScorer;
import org.speechbench.tasks.metric.Turn;
import org.speechbench.tasks.text.ActivityEncoder;

/**
 * SUPERB's speaker diarization: who of two speakers speaks in every frame, trained whichever of them is called the first;
 * diarization error rate. SUPERB reports the lowest error over ten settings of threshold and median filter on test; here the
 * setting is chosen on dev. Recordings are heard whole; SUPERB cuts those of more than 2000 frames in training, which
 * Libri2Mix has not at 50 frames a second.
 */
public final class SdTask extends PresetTask {
    private static final String COLUMN = "turns";
    private static final int SPEAKERS = 2;

    private static final TaskCard CARD = new TaskCard(
            "Speaker diarization",
            "speaker",
            DiarizationErrorScorer.DER,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task SD",
            1,
            COLUMN);

    /** SUPERB's: one LSTM layer of 512 cells, which hears what was said only. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
            "lstm_linear",
            Map.of("hidden", 512.0, "layers", 1.0),
            "pit",
            30_000,
            32,
            500,
            List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
            1.0,
            false);

    /** A quarter of the cells, since a recurrent network costs by the frame on a CPU. */
    private static final Recipe QUICK = new Recipe(
            "lstm_linear",
            Map.of("hidden", 128.0, "layers", 1.0),
            "pit",
            600,
            16,
            100,
            List.of(3e-3, 1e-3, 1e-2),
            1.0,
            false);

    private final ActivityEncoder activity = new ActivityEncoder(COLUMN, SPEAKERS);

    public SdTask() {
        super("sd", CARD, SUPERB, QUICK);
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
