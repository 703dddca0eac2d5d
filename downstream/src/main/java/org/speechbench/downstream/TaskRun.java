package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.AudioSource;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.tasks.Task;

/**
 * Runs one cell of an experiment. It encodes the task's utterances once, then trains the task's head at every learning
 * rate of the grid, or searches with every layer, selects the best on dev and scores it on every test split, once. The
 * same request gives the same result on the same machine with the same number of threads, whatever the cache contains.
 */
public final class TaskRun {
    private final EngineContext engine;
    private final FeatureCache cache;
    private final AudioSource audio;
    private final Progress progress;

    /** Creates a runner with the heads and objectives on the class path, including plug-ins. */
    public TaskRun(EngineContext engine, FeatureCache cache, AudioSource audio, Progress progress) {
        this.engine = engine;
        this.cache = cache;
        this.audio = audio;
        this.progress = progress;
    }

    /** As {@link #run(CellRequest, Consumer)}; returns one result per seed. */
    public List<CellResult> run(CellRequest request) {
        List<CellResult> results = new ArrayList<>();
        run(request, results::add);
        return results;
    }

    /**
     * Runs a cell with each of its seeds. The first seed tries all learning rates; the others train at the rate that
     * was selected with it.
     *
     * @param finished receives the result of a seed as soon as there is one
     * @throws UserError if corpus, recipe and upstream do not fit together
     * @throws IllegalStateException if training failed at every learning rate
     */
    public void run(CellRequest request, Consumer<CellResult> finished) {
        Task task = request.task();
        int classes = task.targets(request.corpus()).classes();
        if (task.recipe(request.preset(), classes).trained()) {
            new HeadEvaluation(this).run(request, finished);
        } else {
            finished.accept(new SearchEvaluation(this).run(request));
        }
    }

    EngineContext engine() {
        return engine;
    }

    Progress progress() {
        return progress;
    }

    /**
     * The features of a cell's utterances; the cache keeps as many of them as it can.
     *
     * @param pooling form of each utterance that is kept in memory
     */
    FrozenFeatures encode(CellRequest request, List<Utterance> utterances, Pooling pooling) {
        FrozenFeatures features = new FrozenFeatures(engine, cache, request.upstream(), request.precision(), audio);
        try (Progress.Stage stage = progress.start(request.label() + " features", utterances.size())) {
            features.prepare(utterances, pooling, stage);
        }
        return features;
    }
}
