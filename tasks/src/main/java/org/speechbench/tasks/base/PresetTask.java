package org.speechbench.tasks.base;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.split.TrainDevTest;

/** What tasks of one train, dev and test cut share: a card, a recipe for each preset, labelled splits. */
public abstract class PresetTask implements Task {
    private final String name;
    private final TaskCard card;
    private final Recipe superb;
    private final Recipe quick;

    /**
     * @param superb the published protocol
     * @param quick minutes on a CPU
     */
    protected PresetTask(String name, TaskCard card, Recipe superb, Recipe quick) {
        this.name = name;
        this.card = card;
        this.superb = superb;
        this.quick = quick;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final TaskCard card() {
        return card;
    }

    @Override
    public final Recipe recipe(Preset preset, int classes) {
        return switch (preset) {
            case SUPERB -> superb;
            case QUICK -> quick;
        };
    }

    /** {@code train}, {@code dev} and {@code test} as {@link TrainDevTest} finds them. */
    @Override
    public List<Fold> folds(Corpus corpus) {
        return TrainDevTest.fold(corpus, this::reference);
    }
}
