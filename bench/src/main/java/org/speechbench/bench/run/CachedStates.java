package org.speechbench.bench.run;

import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.targets.StateCache;

/** The states that a teacher gives to students, kept where those are that heads are trained on. */
record CachedStates(FeatureCache cache) implements StateCache {
    @Override
    public Kept open(EngineContext engine, Upstream upstream, Precision precision, WaveformReader reader) {
        FrozenFeatures features = new FrozenFeatures(engine, cache, upstream, precision, reader::read);
        return new Kept() {
            @Override
            public void prepare(List<Utterance> utterances, Progress progress) {
                try (Progress.Stage stage =
                        progress.start("states of " + upstream.card().name(), utterances.size())) {
                    features.prepare(utterances, Pooling.NONE, stage);
                }
            }

            @Override
            public ShortBuffer frames(Utterance utterance, int layer, int from, int count) {
                return features.states(utterance)
                        .bits(layer, from, count)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
            }
        };
    }
}
