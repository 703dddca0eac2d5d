package org.speechbench.tasks.base;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Recipes;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.split.TrainDevTest;

/**
 * A task with a name, a card, recipes from a file, and one division of labelled utterances into train, dev and test.
 */
public abstract class PresetTask implements Task {
    private final String name;
    private final TaskCard card;
    private final Recipes recipes;

    /** A SUPERB task. */
    protected PresetTask(String name, TaskCard card) {
        this(name, card, Recipes.ofSuperb());
    }

    /** @param recipes the recipes, which contain those of this task under its name */
    protected PresetTask(String name, TaskCard card, Recipes recipes) {
        this.name = name;
        this.card = card;
        this.recipes = recipes;
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
        return recipes.get(preset, name);
    }

    /** One fold of the splits {@code train}, {@code dev} and {@code test} as {@link TrainDevTest} finds them. */
    @Override
    public List<Fold> folds(Corpus corpus) {
        return TrainDevTest.fold(corpus, this::reference);
    }
}
