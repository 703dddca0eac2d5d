package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.EngineContext;

/**
 * What the stages of a run share.
 *
 * @param features the hidden states that are kept
 * @param stop whether the process was asked to end
 * @param models the folders of the models that were trained, by name
 */
record StageContext(
        RunOptions options,
        Engines engines,
        RunFolder folder,
        FeatureCache features,
        BooleanSupplier stop,
        Progress progress,
        Failures failures,
        Map<String, Path> models) {
    /** The engine on the first device. */
    EngineContext engine() {
        return engines.main();
    }

    /** Progress that stops the work that reports to it once the process was asked to end. */
    Progress stoppable() {
        return new StoppableProgress(progress, stop);
    }

    /** @param corpus the name of the recordings, for messages */
    static WaveformReader speech(String corpus) {
        return new WaveformReader(new AudioReader(), corpus);
    }

    /** What has been measured so far. */
    CompletedWork done() {
        return new CompletedWork(folder.files(), true, folder.results().rows());
    }
}
