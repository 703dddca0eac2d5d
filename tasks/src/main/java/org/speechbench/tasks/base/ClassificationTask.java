package org.speechbench.tasks.base;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipes;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.text.ClassEncoder;

/** A task that assigns one of the classes in the label column of the corpus to an utterance, scored by accuracy. */
public abstract class ClassificationTask extends PresetTask {
    /** A SUPERB task. */
    protected ClassificationTask(String name, TaskCard card) {
        super(name, card);
    }

    /** @param recipes the recipes, which contain those of this task under its name */
    protected ClassificationTask(String name, TaskCard card, Recipes recipes) {
        super(name, card, recipes);
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
