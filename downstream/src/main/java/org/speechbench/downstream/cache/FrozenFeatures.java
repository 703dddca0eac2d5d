package org.speechbench.downstream.cache;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;

/** The hidden states of one frozen upstream for the utterances of a task. */
public final class FrozenFeatures {
    /** SUPERB's tolerance: layers whose lengths differ by more do not belong together. */
    private static final int SLACK = 5;
    /** Recordings that are decoded while an earlier one is encoded. */
    private static final int DECODED = 7;

    private final Upstream upstream;
    private final AudioSource audio;
    private final Recordings recordings;
    private final @Nullable FeatureStore store;
    private final Map<String, Known> known = new HashMap<>();
    private int encoded;

    /** The data in memory for an utterance: key of its states, frames, and its pooled states if requested. */
    private record Known(String recording, int frames, float @Nullable [] pooled) {}

    public FrozenFeatures(
            EngineContext engine, FeatureCache cache, Upstream upstream, Precision precision, AudioSource audio) {
        this.upstream = upstream;
        this.audio = audio;
        this.recordings = cache.recordings();
        this.store = cache.store(engine, upstream, precision);
    }

    /**
     * Reads utterances and encodes those that are not in the cache. An utterance must be prepared before its features
     * are requested.
     *
     * @param pooling form of the states of each utterance that is kept in memory
     */
    public void prepare(List<Utterance> utterances, Pooling pooling, Progress.Stage stage) {
        List<Utterance> unread = new ArrayList<>();
        for (Utterance utterance : utterances) {
            String samples = recordings.find(utterance);
            String recording = samples == null ? null : key(utterance, samples);
            LayerStates states = recording == null || store == null ? null : store.find(recording);
            if (recording == null || states == null) {
                unread.add(utterance);
            } else {
                known.put(utterance.id(), known(recording, states, pooling));
                stage.advance(1, "kept");
            }
        }
        try (ReadAhead<Waveform> reader = decoded(unread)) {
            for (Utterance utterance : unread) {
                known.put(utterance.id(), prepare(utterance, reader.next(), pooling));
                stage.advance(1, encoded + " encoded");
            }
        }
    }

    /** Half of the cores decode, since a compressed recording may take longer to decode than to encode on a GPU. */
    private ReadAhead<Waveform> decoded(List<Utterance> utterances) {
        int threads = Math.max(1, Math.min(DECODED, Runtime.getRuntime().availableProcessors() / 2));
        return new ReadAhead<>(
                "read-ahead", threads, DECODED, utterances.stream().map(u -> () -> audio.read(u)));
    }

    /** What the cache knows the states of an utterance by: the digest of its samples, and its id if they depend on it. */
    private String key(Utterance utterance, String samples) {
        return upstream.readsIds() ? Digests.sha256(samples + "|" + utterance.id()) : samples;
    }

    private Known prepare(Utterance utterance, Waveform waveform, Pooling pooling) {
        String recording = key(utterance, recordings.add(utterance, waveform));
        if (upstream.atMostFrames(waveform.length()) == 0) {
            return new Known(recording, 0, null);
        }
        LayerStates states = store == null ? null : store.find(recording);
        if (states == null) {
            states = encode(utterance, waveform);
            if (store != null) {
                store.put(recording, states);
            }
        }
        return known(recording, states, pooling);
    }

    private static Known known(String recording, LayerStates states, Pooling pooling) {
        return new Known(recording, states.frames(), pooling == Pooling.NONE ? null : states.pool(pooling));
    }

    /** Number of valid frames; 0 if the recording is too short for one. */
    public int frames(Utterance utterance) {
        return known(utterance).frames();
    }

    /** States of every layer, read from the cache or computed. */
    public LayerStates states(Utterance utterance) {
        LayerStates kept = store == null ? null : store.find(known(utterance).recording());
        return kept != null ? kept : encode(utterance, audio.read(utterance));
    }

    /** Every layer pooled over frames, (L, rows, D), as defined by {@link Pooling}. */
    public float[] pooled(Utterance utterance) {
        float[] pooled = known(utterance).pooled();
        if (pooled == null) {
            throw new IllegalStateException("no pooled states were prepared for " + utterance.id());
        }
        return pooled;
    }

    private LayerStates encode(Utterance utterance, Waveform waveform) {
        encoded++;
        try {
            return encoded(WaveformBatch.of(utterance.id(), waveform));
        } catch (IllegalStateException e) {
            throw new IllegalStateException("utterance " + utterance.id() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The states of an utterance, truncated to the shortest layer (s3prl's rule). It is encoded alone: matrix products
     * round differently in batches of different shapes, so that the states would depend on the other utterances, and a
     * result on the contents of the cache.
     *
     * @throws IllegalStateException if a state is not finite, or layers differ in length or size
     */
    private LayerStates encoded(WaveformBatch utterance) {
        try (HiddenStates states = upstream.encode(utterance)) {
            int shortest =
                    states.frames().stream().mapToInt(f -> f.lengths()[0]).min().orElseThrow();
            int longest =
                    states.frames().stream().mapToInt(f -> f.lengths()[0]).max().orElseThrow();
            if (longest - shortest > SLACK) {
                throw new IllegalStateException(
                        "the layers of " + upstream.card().name() + " have " + shortest + " to " + longest
                                + " frames; a weighted sum needs equal lengths");
            }
            int dim = Math.toIntExact(states.layers().get(0).getShape().get(2));
            List<float[]> rows = new ArrayList<>();
            for (NDArray layer : states.layers()) {
                if (layer.getShape().get(2) != dim) {
                    throw new IllegalStateException(
                            "the layers of " + upstream.card().name() + " differ in size");
                }
                rows.add(layer.toFloatArray());
            }
            return LayerStates.round(rows, shortest, dim);
        }
    }

    private Known known(Utterance utterance) {
        Known k = known.get(utterance.id());
        if (k == null) {
            throw new IllegalStateException("utterance " + utterance.id() + " was not prepared");
        }
        return k;
    }
}
