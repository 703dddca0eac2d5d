package org.speechbench.tasks.er;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.split.CrossValidation;
import org.speechbench.tasks.split.SplitChecks;

/**
 * SUPERB's emotion recognition: the emotion of an utterance is classified from the mean over frames. The score is the
 * accuracy, averaged over folds that are divided by speaker. The classes are the labels of the corpus: seven for
 * EMO-DB, SUPERB's four once a corpus is filtered to them.
 */
public final class ErTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("ER", "Emotion recognition", "paralinguistics", AccuracyScorer.ACCURACY, 1, "label");

    public ErTask() {
        super("er", CARD);
    }

    /**
     * @throws org.speechbench.core.UserError if a speaker is in two folds, since emotions are tested on unseen speakers
     */
    @Override
    public List<Fold> folds(Corpus corpus) {
        List<Fold> folds = CrossValidation.folds(corpus, this::reference);
        SplitChecks.disjointSpeakers(
                corpus, folds.stream().flatMap(fold -> fold.tests().stream()).toList());
        return folds;
    }
}
