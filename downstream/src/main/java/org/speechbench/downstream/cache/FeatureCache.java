package org.speechbench.downstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;

/**
 * Hidden states of frozen upstreams, every layer, in bfloat16, on disk under a byte budget. The key is the upstream's
 * digest, the encode version, precision, engine, {@linkplain Upstream#kernels kernels} and {@linkplain EncodeBatches batches}, and the SHA-256 of the samples: one
 * recording is encoded once, however many tasks use it (and of those that are encoded together once in each company). States that do not fit in the budget are computed whenever they are needed, with the same
 * rounding, so that a result does not depend on the cache. Nothing is ever evicted; the folder may be deleted at any
 * time between runs. Several processes may share a folder: each writes its own files and sees what others had written
 * when it opened an upstream (together they may exceed the budget by what they write at the same time).
 */
public final class FeatureCache {
    /** Must be raised by hand whenever encoding or rounding changes for equal upstream digests. */
    static final int ENCODE_VERSION = 2;

    private final @Nullable Path folder;
    private final Budget budget;
    private final Consumer<String> note;
    private final Recordings recordings;
    private final EncodeBatches batches;

    private FeatureCache(
            @Nullable Path folder, Budget budget, Consumer<String> note, Recordings recordings, EncodeBatches batches) {
        this.folder = folder;
        this.budget = budget;
        this.note = note;
        this.recordings = recordings;
        this.batches = batches;
    }

    private static FeatureCache oneByOne(@Nullable Path folder, Budget budget, Consumer<String> note) {
        return new FeatureCache(folder, budget, note, new Recordings(), EncodeBatches.ONE_BY_ONE);
    }

    /** As {@link #open(Path, long, Consumer)}, without notes. */
    public static FeatureCache open(Path folder, long budget) {
        return open(folder, budget, line -> {});
    }

    /**
     * Opens a folder, which is created if it does not exist. A folder that cannot be used, is damaged or full costs
     * only time, because states that are not stored are computed.
     *
     * @param budget bytes that all its files may take together
     * @param note gets a line if the folder, or a file in it, cannot be used
     */
    public static FeatureCache open(Path folder, long budget, Consumer<String> note) {
        try {
            Files.createDirectories(folder);
            return oneByOne(folder, Budget.of(folder, budget), note);
        } catch (IOException | UncheckedIOException e) {
            note.accept("The feature cache cannot use " + folder + " (" + e
                    + "); states are computed whenever they are needed.");
            return none();
        }
    }

    /** A cache that stores nothing: states are computed whenever they are needed. */
    public static FeatureCache none() {
        return oneByOne(null, new Budget(0), line -> {});
    }

    /** The same cache for states that are encoded together, which it keeps apart from others. */
    public FeatureCache encoding(EncodeBatches together) {
        return new FeatureCache(folder, budget, note, recordings, together);
    }

    EncodeBatches batches() {
        return batches;
    }

    Recordings recordings() {
        return recordings;
    }

    /** The store of one upstream; null if nothing is ever stored. */
    @Nullable
    FeatureStore store(EngineContext engine, Upstream upstream, Precision precision) {
        if (folder == null) {
            return null;
        }
        String key = Digests.sha256(String.join(
                "|",
                upstream.digest(),
                Integer.toString(ENCODE_VERSION),
                precision.id(),
                engine.version(),
                engine.device().getDeviceType()
                        + (batches.oneByOne() ? "" : "|" + batches.text())
                        + (upstream.kernels().isEmpty() ? "" : "|" + new TreeMap<>(upstream.kernels()))));
        Path own = folder.resolve(key.substring(0, 32));
        UpstreamCard card = upstream.card();
        CachedUpstream.About about = new CachedUpstream.About(
                card.name(), upstream.digest(), card.layers(), card.hiddenSize(), precision.id(), engine.version());
        try {
            FeatureStore store = new FeatureStore(own, budget, note);
            about.write(own);
            return store;
        } catch (UserError e) {
            note.accept(e.getMessage() + " States are computed whenever they are needed.");
            return null;
        }
    }
}
