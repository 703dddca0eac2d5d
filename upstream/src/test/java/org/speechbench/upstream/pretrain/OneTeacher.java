package org.speechbench.upstream.pretrain;

import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.StateCache;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.wavlm.WavLmProvider;

/** A context in which every reference is to one teacher, whose states are kept in memory or not at all. */
final class OneTeacher implements TargetContext {
    /** The ids of the utterances that were encoded, in order. */
    final List<String> encoded = new ArrayList<>();

    private final boolean keeps;
    private final UpstreamSpec teacher;
    private final Map<String, float[][]> kept = new HashMap<>();

    OneTeacher() {
        this(true);
    }

    OneTeacher(boolean keeps) {
        this(keeps, UpstreamSpec.of("hubert", "test", 9, Precision.FP32));
    }

    OneTeacher(boolean keeps, UpstreamSpec teacher) {
        this.keeps = keeps;
        this.teacher = teacher;
    }

    @Override
    public long seed() {
        return 1;
    }

    @Override
    public Upstreams upstreams() {
        return new Upstreams(NamedServices.of(
                UpstreamProvider.class, List.of(new HubertProvider(), new WavLmProvider(), new FastHubertProvider())));
    }

    @Override
    public UpstreamSpec upstream(ModelReference model) {
        return teacher;
    }

    @Override
    public Path file(String key, String relative) {
        return Path.of(relative);
    }

    @Override
    public StateCache cache() {
        return (engine, upstream, precision, reader) -> new StateCache.Kept() {
            @Override
            public void prepare(List<Utterance> utterances, Progress progress) {
                if (keeps) {
                    utterances.forEach(u -> kept.computeIfAbsent(u.id(), id -> states(upstream, reader, u)));
                }
            }

            @Override
            public ShortBuffer frames(Utterance u, int layer, int from, int count) {
                float[] states = (keeps ? kept.get(u.id()) : states(upstream, reader, u))[layer];
                int size = upstream.card().hiddenSize();
                ShortBuffer bits = ShortBuffer.allocate(count * size);
                for (int i = 0; i < count * size; i++) {
                    bits.put(i, (short) (Float.floatToIntBits(states[from * size + i]) >>> 16));
                }
                return bits;
            }
        };
    }

    private float[][] states(Upstream upstream, WaveformReader reader, Utterance u) {
        encoded.add(u.id());
        try (HiddenStates states = upstream.encode(WaveformBatch.of(reader.read(u)))) {
            return states.layers().stream().map(layer -> layer.toFloatArray()).toArray(float[][]::new);
        }
    }

    @Override
    public BadItems bad() {
        return BadItems.refused();
    }
}
