package org.speechbench.downstream.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.Upstream;

/** The hidden states of one frozen upstream for the utterances of a task. */
public final class FrozenFeatures {
    private final Upstream upstream;
    private final AudioSource audio;
    private final Recordings recordings;
    private final @Nullable FeatureStore store;
    private final Encoder encoder;
    private final Map<String, Known> known = new HashMap<>();
    private int encoded;

    /** The data in memory for an utterance: digest of its samples, frames, and its pooled states if requested. */
    private record Known(String recording, int frames, float @Nullable [] pooled) {}

    public FrozenFeatures(
            EngineContext engine, FeatureCache cache, Upstream upstream, Precision precision, AudioSource audio) {
        this.upstream = upstream;
        this.audio = audio;
        this.recordings = cache.recordings();
        this.store = cache.store(engine, upstream, precision);
        this.encoder = new Encoder(upstream);
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
            Recordings.Recording recording = recordings.find(utterance);
            LayerStates states = recording == null || store == null ? null : store.find(recording.digest());
            if (recording == null || states == null) {
                unread.add(utterance);
            } else {
                known.put(utterance.id(), known(recording, states, pooling));
                stage.advance(1, "kept");
            }
        }
        try (ReadAhead reader = new ReadAhead(audio, unread)) {
            for (Utterance utterance : unread) {
                known.put(utterance.id(), prepare(utterance, reader.next(), pooling));
                stage.advance(1, encoded + " encoded");
            }
        }
    }

    private Known prepare(Utterance utterance, Waveform waveform, Pooling pooling) {
        Recordings.Recording recording = recordings.add(utterance, waveform);
        if (upstream.atMostFrames(waveform.length()) == 0) {
            return new Known(recording.digest(), 0, null);
        }
        LayerStates states = store == null ? null : store.find(recording.digest());
        if (states == null) {
            states = encode(utterance, waveform);
            if (store != null) {
                store.put(recording.digest(), states);
            }
        }
        return known(recording, states, pooling);
    }

    private static Known known(Recordings.Recording recording, LayerStates states, Pooling pooling) {
        return new Known(recording.digest(), states.frames(), pooling == Pooling.NONE ? null : states.pool(pooling));
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

    /** Number of utterances encoded so far, including those that were computed again. */
    public int encoded() {
        return encoded;
    }

    private LayerStates encode(Utterance utterance, Waveform waveform) {
        encoded++;
        try {
            return encoder.encode(waveform);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("utterance " + utterance.id() + ": " + e.getMessage(), e);
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
