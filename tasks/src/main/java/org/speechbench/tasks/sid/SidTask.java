package org.speechbench.tasks.sid;

import java.util.List;
import java.util.Map;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/** SUPERB's speaker identification: which of the corpus' speakers, from the mean over frames; accuracy. */
public final class SidTask extends ClassificationTask {
    private static final TaskCard CARD = new TaskCard(
            "Speaker identification",
            "speaker",
            AccuracyScorer.ACCURACY,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task SID",
            1,
            "label");

    /** SUPERB's: Linear, mean over frames, Linear; 8 utterances times 4 accumulations. Useful rates are 1e-2 to 1e-1. */
    private static final Recipe SUPERB = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            200_000,
            32,
            5_000,
            List.of(1e-2, 1e-1, 1e-3, 1e-4, 1e-5),
            1.0,
            false);

    /**
     * A head that also sees deviations: of few utterances a speaker, the mean alone is learnt slowly or not at all. 1500
     * steps take a CPU core some seconds on features pooled once.
     */
    private static final Recipe QUICK = new Recipe(
            "statistics_pool_linear", Map.of(), "cross_entropy", 1_500, 32, 100, List.of(1e-3, 3e-3, 1e-2), 1.0, false);

    public SidTask() {
        super("sid", CARD, SUPERB, QUICK);
    }

    /** The corpus, which is what comes before the hyphen of a speaker: recording channels are easier to tell than voices. */
    @Override
    public String part(Prediction prediction) {
        return prediction.speaker().replaceAll("-.*", "");
    }
}
