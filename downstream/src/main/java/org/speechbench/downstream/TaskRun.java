package org.speechbench.downstream;

import org.speechbench.core.Progress;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.upstream.script.EngineContext;

/**
 * Runs one cell of an experiment: encodes the task's utterances once, trains the task's head at every learning rate of
 * the grid, keeps the best on dev and scores it on every test split, once. The same request gives the same result on the
 * same machine with the same number of threads, whatever the cache holds.
 */
public final class TaskRun {
    private final EngineContext engine;
    private final FeatureCache cache;
    private final AudioSource audio;
    private final Progress progress;

    public TaskRun(EngineContext engine, FeatureCache cache, AudioSource audio, Progress progress) {
        this.engine = engine;
        this.cache = cache;
        this.audio = audio;
        this.progress = progress;
    }

    /**
     * Runs a cell.
     *
     * @throws org.speechbench.core.UserError if corpus, recipe and upstream do not go together
     * @throws IllegalStateException if training failed at every learning rate
     */
    @SuppressWarnings("DoNotCallSuggester")
    public CellResult run(CellRequest request) {
        throw new UnsupportedOperationException(
                engine.version() + cache + audio.hashCode() + progress.hashCode() + request.label());
    }
}
