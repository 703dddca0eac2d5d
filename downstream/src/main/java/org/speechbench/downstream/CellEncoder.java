package org.speechbench.downstream;

import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.AudioSource;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;

/** Provides the features of a cell's utterances; the cache keeps as many of them as it can. */
record CellEncoder(EngineContext engine, FeatureCache cache, AudioSource audio, Progress progress) {
    /** @param pooling form of each utterance that is kept in memory */
    FrozenFeatures encode(CellRequest request, List<Utterance> utterances, Pooling pooling) {
        FrozenFeatures features = new FrozenFeatures(engine, cache, request.upstream(), request.precision(), audio);
        try (Progress.Stage stage = progress.start(request.label() + " features", utterances.size())) {
            features.prepare(utterances, pooling, stage);
        }
        return features;
    }
}
