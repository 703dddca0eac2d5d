package org.speechbench.tasks.base;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.text.ClassEncoder;

/** One class an utterance, of those that the label column of the corpus has; accuracy. */
public abstract class ClassificationTask extends PresetTask {
    protected ClassificationTask(String name, TaskCard card, Recipe superb, Recipe quick) {
        super(name, card, superb, quick);
    }

    @Override
    public final TargetEncoder targets(Corpus corpus) {
        return ClassEncoder.of(corpus, card().labels());
    }

    @Override
    public final Scorer scorer() {
        return new AccuracyScorer();
    }

    @Override
    public final List<String> reference(Utterance utterance) {
        String label = utterance.label(card().labels()).strip();
        return label.isEmpty() ? List.of() : List.of(label);
    }
}
