package org.speechbench.downstream.cache;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.Upstream;

/**
 * The hidden states of one frozen upstream for the utterances of a task. While the states of a batch are read back and
 * stored, another thread reads the next one and queues it on the device.
 */
public final class FrozenFeatures {
    /** Recordings that are decoded while an earlier one is encoded. */
    private static final int DECODED = 7;

    /** Batches that are queued while an earlier one is stored; their packed states occupy memory of the device. */
    private static final int QUEUED = 2;

    private final EngineContext engine;
    private final Upstream upstream;
    private final AudioSource audio;
    private final Recordings recordings;
    private final EncodeBatches batches;
    private final @Nullable FeatureStore store;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private Map<String, LayerStates> computed = Map.of();
    private int encoded;

    /** The data in memory for an utterance: key of its states, frames, its pooled states if requested, and its batch. */
    private record Known(String key, int frames, float @Nullable [] pooled, UtteranceBatch batch) {}

    /**
     * A batch whose states are in the cache or queued, or were prepared before.
     *
     * @param tooShort the number of utterances that were left out
     * @param kept its states if they are in the cache
     * @param fresh its states if they are queued
     */
    private record Prepared(
            UtteranceBatch batch, int tooShort, List<LayerStates> kept, @Nullable QueuedStates fresh, String note)
            implements AutoCloseable {
        /** Null if they were prepared before. */
        @Nullable
        LayerStates states(int row) {
            return fresh != null ? fresh.states(row) : kept.isEmpty() ? null : kept.get(row);
        }

        @Override
        public void close() {
            if (fresh != null) {
                fresh.close();
            }
        }
    }

    public FrozenFeatures(
            EngineContext engine, FeatureCache cache, Upstream upstream, Precision precision, AudioSource audio) {
        this.engine = engine;
        this.upstream = upstream;
        this.audio = audio;
        this.recordings = cache.recordings();
        this.batches = cache.batches();
        this.store = cache.store(engine, upstream, precision);
    }

    /**
     * Reads utterances and encodes those that are not in the cache. An utterance must be prepared before its features
     * are requested.
     *
     * @param utterances of whole splits: which of them are encoded together depends on all of a split
     * @param pooling form of the states of each utterance that is kept in memory
     */
    public void prepare(List<Utterance> utterances, Pooling pooling, Progress.Stage stage) {
        List<List<Utterance>> unread = new ArrayList<>();
        for (List<Utterance> batch : divided(utterances)) {
            if (!isKept(batch, pooling, stage)) {
                unread.add(batch);
            }
        }
        List<Utterance> flat = unread.stream().flatMap(List::stream).toList();
        try (NDManager packed = engine.manager().newSubManager();
                ReadAhead<Waveform> audible = decoded(flat);
                ReadAhead<Prepared> queued = queued(unread, audible, packed)) {
            Map<String, Known> done = new HashMap<>();
            for (int i = 0; i < unread.size(); i++) {
                try (Prepared next = queued.next()) {
                    add(next, done, pooling, stage);
                }
            }
        }
    }

    /** Half of the cores decode, since a compressed recording may take longer to decode than to encode on a GPU. */
    private ReadAhead<Waveform> decoded(List<Utterance> utterances) {
        int threads = Math.max(1, Math.min(DECODED, Runtime.getRuntime().availableProcessors() / 2));
        return new ReadAhead<>(
                "read-ahead", threads, DECODED, utterances.stream().map(u -> () -> audio.read(u)));
    }

    /** One thread queues batches on the device, in order. */
    private ReadAhead<Prepared> queued(List<List<Utterance>> unread, ReadAhead<Waveform> audible, NDManager packed) {
        Set<String> before = new HashSet<>();
        return new ReadAhead<>(
                "encode",
                1,
                QUEUED,
                unread.stream().map(together -> () -> {
                    List<Waveform> waveforms = new ArrayList<>();
                    together.forEach(utterance -> waveforms.add(audible.next()));
                    return prepared(together, waveforms, before, packed);
                }),
                Prepared::close);
    }

    /** The batches of each split; the reading of a length that the manifest does not give is left to the recording. */
    private List<List<Utterance>> divided(List<Utterance> utterances) {
        if (batches.oneByOne()) {
            return batches.of(utterances, Utterance::numSamples);
        }
        Map<String, List<Utterance>> splits = utterances.stream()
                .collect(Collectors.groupingBy(Utterance::split, LinkedHashMap::new, Collectors.toList()));
        return splits.values().stream()
                .flatMap(split -> batches.of(split, this::samples).stream())
                .toList();
    }

    private long samples(Utterance utterance) {
        return utterance.numSamples() > 0
                ? utterance.numSamples()
                : audio.read(utterance).length();
    }

    /** Takes a batch from the cache if all of it is there and none of its recordings needs to be read. */
    private boolean isKept(List<Utterance> utterances, Pooling pooling, Progress.Stage stage) {
        List<String> alone = new ArrayList<>();
        for (Utterance utterance : utterances) {
            String samples = recordings.find(utterance);
            if (store == null || samples == null) {
                return false;
            }
            alone.add(key(utterance, samples));
        }
        UtteranceBatch batch = UtteranceBatch.of(utterances, alone);
        List<LayerStates> kept = kept(batch.keys());
        for (int row = 0; row < kept.size(); row++) {
            add(batch, row, kept.get(row), pooling);
            stage.advance(1, "kept");
        }
        return !kept.isEmpty();
    }

    /** The states of all keys; empty if one of them is not stored. */
    private List<LayerStates> kept(List<String> keys) {
        List<LayerStates> kept = new ArrayList<>();
        for (String key : keys) {
            LayerStates states = store == null ? null : store.find(key);
            if (states == null) {
                return List.of();
            }
            kept.add(states);
        }
        return kept;
    }

    /** The batch of those utterances that have a frame; the waveforms of the others are removed. */
    private UtteranceBatch heard(List<Utterance> utterances, List<Waveform> waveforms) {
        List<Utterance> heard = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            Utterance utterance = utterances.get(i);
            String key = key(utterance, recordings.add(utterance, waveforms.get(i)));
            if (upstream.atMostFrames(waveforms.get(i).length()) > 0) {
                heard.add(utterance);
                alone.add(key);
            } else {
                known.put(
                        utterance.id(), new Known(key, 0, null, new UtteranceBatch(List.of(utterance), List.of(key))));
            }
        }
        waveforms.removeIf(waveform -> upstream.atMostFrames(waveform.length()) == 0);
        return UtteranceBatch.of(heard, alone);
    }

    /** What identifies the states of an utterance alone: the digest of its samples, and its id if they depend on it. */
    private String key(Utterance utterance, String samples) {
        return upstream.readsIds() ? Digests.sha256(samples + "|" + utterance.id()) : samples;
    }

    /**
     * Queues the states of a batch that are not in the cache.
     *
     * @param before the keys of the states that were prepared before, to which those of the batch are added
     */
    private Prepared prepared(
            List<Utterance> together, List<Waveform> waveforms, Set<String> before, NDManager packed) {
        UtteranceBatch batch = heard(together, waveforms);
        int tooShort = together.size() - batch.size();
        List<LayerStates> kept = kept(batch.keys());
        boolean another = before.addAll(batch.keys());
        QueuedStates fresh = kept.isEmpty() && another ? queue(batch, waveforms, packed) : null;
        return new Prepared(batch, tooShort, kept, fresh, encoded + " encoded");
    }

    private QueuedStates queue(UtteranceBatch batch, List<Waveform> waveforms, NDManager packed) {
        encoded += batch.size();
        return QueuedStates.of(engine, upstream, batch, waveforms, packed);
    }

    /** @param done what was prepared by now, by the key of the states */
    private void add(Prepared next, Map<String, Known> done, Pooling pooling, Progress.Stage stage) {
        UtteranceBatch batch = next.batch();
        if (next.tooShort() > 0) {
            stage.advance(next.tooShort(), next.note());
        }
        for (int row = 0; row < batch.size(); row++) {
            String key = batch.keys().get(row);
            LayerStates states = next.states(row);
            if (states == null) {
                known.put(batch.utterances().get(row).id(), Objects.requireNonNull(done.get(key)));
            } else {
                if (store != null) {
                    store.put(key, states);
                }
                done.put(key, add(batch, row, states, pooling));
            }
            stage.advance(1, next.note());
        }
    }

    private Known add(UtteranceBatch batch, int row, LayerStates states, Pooling pooling) {
        float[] pooled = pooling == Pooling.NONE ? null : states.pool(pooling);
        Known added = new Known(batch.keys().get(row), states.frames(), pooled, batch);
        known.put(batch.utterances().get(row).id(), added);
        return added;
    }

    /** Number of valid frames; 0 if the recording is too short for one. */
    public int frames(Utterance utterance) {
        return known(utterance).frames();
    }

    /** Number of valid frames of all utterances that were prepared. */
    public long frames() {
        return known.values().stream().mapToLong(Known::frames).sum();
    }

    /** Whether the states of all utterances that were prepared are in the cache, so that none need be computed. */
    public boolean stored() {
        FeatureStore kept = store;
        return kept != null && known.values().stream().allMatch(k -> k.frames() == 0 || kept.has(k.key()));
    }

    /** States of every layer, read from the cache or computed, together with those of its batch. */
    public synchronized LayerStates states(Utterance utterance) {
        Known wanted = known(utterance);
        LayerStates kept = store == null ? null : store.find(wanted.key());
        if (kept != null) {
            return kept;
        }
        LayerStates last = computed.get(wanted.key());
        return last != null ? last : compute(wanted);
    }

    /** The states of the last batch stay in memory, since its other utterances may be wanted next. */
    private LayerStates compute(Known wanted) {
        UtteranceBatch batch = wanted.batch();
        List<Waveform> waveforms = batch.utterances().stream().map(audio::read).toList();
        Map<String, LayerStates> all = new HashMap<>();
        try (QueuedStates fresh = queue(batch, waveforms, engine.manager())) {
            for (int row = 0; row < batch.size(); row++) {
                all.put(batch.keys().get(row), fresh.states(row));
            }
        }
        computed = all;
        return Objects.requireNonNull(all.get(wanted.key()));
    }

    /** Every layer pooled over frames, (L, rows, D), as defined by {@link Pooling}. */
    public float[] pooled(Utterance utterance) {
        float[] pooled = known(utterance).pooled();
        if (pooled == null) {
            throw new IllegalStateException("no pooled states were prepared for " + utterance.id());
        }
        return pooled;
    }

    private Known known(Utterance utterance) {
        Known k = known.get(utterance.id());
        if (k == null) {
            throw new IllegalStateException("utterance " + utterance.id() + " was not prepared");
        }
        return k;
    }
}
