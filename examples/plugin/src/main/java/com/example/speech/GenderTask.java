package com.example.speech;

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

/** {@code gender}: the speaker's gender as the corpus states it, from the mean over frames; accuracy. */
public final class GenderTask implements Task {
    private static final String COLUMN = "gender";

    @Override
    public String name() {
        return "gender";
    }

    @Override
    public TaskCard card() {
        return new TaskCard(
                "Speaker's gender", "speaker", AccuracyScorer.ACCURACY, "an example, not published", 1, COLUMN);
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
        int steps = preset == Preset.SUPERB ? 30_000 : 800;
        return new Recipe(
                "mean_pool_linear",
                Map.of("hidden", 256.0),
                "cross_entropy",
                steps,
                32,
                100,
                List.of(1e-2, 1e-1, 1e-3),
                1.0,
                false);
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
