package org.speechbench.tasks.er;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.split.CrossValidation;
import org.speechbench.tasks.split.Speakers;

/** SUPERB's emotion recognition: which emotion, from the mean over frames; accuracy, mean over folds cut by speaker. The
 * classes are the labels the corpus has: seven for EMO-DB, SUPERB's four once a corpus is filtered to them. */
public final class ErTask extends ClassificationTask {
    private static final TaskCard CARD = new TaskCard(
            "Emotion recognition",
            "paralinguistics",
            AccuracyScorer.ACCURACY,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task ER",
            1,
            "label");

    /** SUPERB's: Linear, mean over frames, Linear; 4 utterances times 8 accumulations. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            30_000,
            32,
            1_000,
            List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
            1.0,
            false);

    /** SUPERB's head. 800 steps, about 120 passes over two folds of EMO-DB, take a CPU core a second on pooled features. */
    private static final Recipe QUICK = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            800,
            32,
            100,
            List.of(1e-2, 1e-1, 1e-3),
            1.0,
            false);

    public ErTask() {
        super("er", CARD, SUPERB, QUICK);
    }

    /** @throws org.speechbench.core.UserError if a speaker is in two folds: emotions are tested on speakers never heard */
    @Override
    public List<Fold> folds(Corpus corpus) {
        List<Fold> folds = CrossValidation.folds(corpus, this::reference);
        Speakers.disjoint(
                corpus, folds.stream().flatMap(fold -> fold.tests().stream()).toList());
        return folds;
    }
}
