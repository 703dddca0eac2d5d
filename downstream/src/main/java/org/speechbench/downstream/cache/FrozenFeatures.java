package org.speechbench.downstream.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;

/** The hidden states of one frozen upstream for the utterances of a task. */
public final class FrozenFeatures {
    private final Upstream upstream;
    private final AudioSource audio;
    private final @Nullable FeatureStore store;
    private final Encoder encoder;
    private final Map<String, Known> known = new HashMap<>();
    private int encoded;

    /** What is remembered of an utterance: digest of its samples, frames, and the mean of its states if wanted. */
    private record Known(String recording, int frames, float @Nullable [] mean) {}

    public FrozenFeatures(
            EngineContext engine, FeatureCache cache, Upstream upstream, Precision precision, AudioSource audio) {
        this.upstream = upstream;
        this.audio = audio;
        this.store = cache.store(engine, upstream, precision);
        this.encoder = new Encoder(upstream);
    }

    /**
     * Reads utterances and encodes those that the cache lacks. Each must be prepared before it is asked for.
     *
     * @param means whether means over frames are wanted; they stay in memory
     */
    public void prepare(List<Utterance> utterances, boolean means, Progress.Stage stage) {
        for (Utterance utterance : utterances) {
            if (!known.containsKey(utterance.id())) {
                known.put(utterance.id(), prepare(utterance, means));
            }
            stage.advance(1, encoded + " encoded");
        }
    }

    private Known prepare(Utterance utterance, boolean means) {
        Waveform waveform = audio.read(utterance);
        String recording = digest(waveform);
        if (upstream.frames(waveform.length()) == 0) {
            return new Known(recording, 0, null);
        }
        LayerStates states = store == null ? null : store.find(recording);
        if (states == null) {
            states = encode(utterance, waveform);
            if (store != null) {
                store.put(recording, states);
            }
        }
        return new Known(recording, states.frames(), means ? states.mean() : null);
    }

    /** Valid frames; 0 if the recording is too short for one. */
    public int frames(Utterance utterance) {
        return known(utterance).frames();
    }

    /** States of every layer, kept or computed. */
    public LayerStates states(Utterance utterance) {
        LayerStates kept = store == null ? null : store.find(known(utterance).recording());
        return kept != null ? kept : encode(utterance, audio.read(utterance));
    }

    /** Mean over frames of every layer, (L, D). */
    public float[] mean(Utterance utterance) {
        float[] mean = known(utterance).mean();
        if (mean == null) {
            throw new IllegalStateException("no mean was prepared for " + utterance.id());
        }
        return mean;
    }

    /** Utterances encoded so far, those that were computed again included. */
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

    private static String digest(Waveform waveform) {
        MessageDigest sha = Digests.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(4 * waveform.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(waveform.samples());
        sha.update(bytes);
        return Digests.hex(sha);
    }
}
