package org.speechbench.testing;

import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Score;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.downstream.CellOptions;
import org.speechbench.downstream.CellRequest;
import org.speechbench.downstream.CellResult;
import org.speechbench.downstream.TaskRun;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.feature.FbankProvider;

/** Trains the head of a task on log-mel features of real recordings, which shows whether the task can be learnt. */
public final class TaskProbe {
    private final EngineContext engine;
    private final Corpus corpus;

    /** @param corpus one with every split the task needs; its audio is read */
    public TaskProbe(EngineContext engine, Corpus corpus) {
        this.engine = engine;
        this.corpus = corpus;
    }

    /**
     * The score on the first test split after so many steps of the task's quick recipe with seed 1. Frames are not normalised:
     * of those whose mean is 0 the mean says nothing.
     */
    public Score score(Task task, double learningRate, int steps) {
        WaveformReader reader = new WaveformReader(new AudioReader(), corpus.name());
        UpstreamSpec spec = UpstreamSpec.of("fbank", "", 1, Precision.FP32).with(Map.of("normalization", "none"));
        try (Upstream fbank = new FbankProvider().open(engine, spec)) {
            CellRequest request = new CellRequest(
                    "fbank x " + task.name(),
                    fbank,
                    Precision.FP32,
                    task,
                    Preset.QUICK,
                    corpus,
                    List.of(1L),
                    CellOptions.PROTOCOL.training(List.of(learningRate), steps));
            CellResult result = new TaskRun(engine, FeatureCache.none(), reader::read, Progress.silent())
                    .run(request)
                    .get(0);
            return result.tests().get(0).score();
        }
    }
}
