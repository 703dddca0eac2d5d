package org.speechbench.tasks.sid;

import java.util.List;
import java.util.Map;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.split.TrainDevTest;
import org.speechbench.tasks.text.ClassEncoder;

/** SUPERB's speaker identification: which of the corpus' speakers, from the mean over frames; accuracy. */
public final class SidTask implements Task {
    private static final String COLUMN = "label";

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

    @Override
    public String name() {
        return "sid";
    }

    @Override
    public TaskCard card() {
        return new TaskCard(
                "Speaker identification",
                "speaker",
                AccuracyScorer.ACCURACY,
                "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task SID",
                1,
                COLUMN);
    }

    @Override
    public List<Fold> folds(Corpus corpus) {
        return TrainDevTest.fold(corpus, this::reference);
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return ClassEncoder.of(corpus, COLUMN);
    }

    @Override
    public Recipe recipe(Preset preset, int classes) {
        return switch (preset) {
            case SUPERB -> SUPERB;
            case QUICK -> QUICK;
        };
    }

    @Override
    public Scorer scorer() {
        return new AccuracyScorer();
    }

    @Override
    public List<String> reference(Utterance utterance) {
        String label = utterance.label(COLUMN).strip();
        return label.isEmpty() ? List.of() : List.of(label);
    }
}
