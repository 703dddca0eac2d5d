package org.speechbench.downstream.cache;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hidden states of frozen upstreams, kept on disk under a byte budget. */
public final class FeatureCache implements AutoCloseable {
    private final @Nullable Path folder;
    private final long budget;

    private FeatureCache(@Nullable Path folder, long budget) {
        this.folder = folder;
        this.budget = budget;
    }

    /**
     * Opens a folder; it is made if it is not there.
     *
     * @param budget bytes that all its files may take together
     */
    public static FeatureCache open(Path folder, long budget) {
        return new FeatureCache(folder, budget);
    }

    /** Keeps nothing: states are computed whenever they are needed. */
    public static FeatureCache none() {
        return new FeatureCache(null, 0);
    }

    @Override
    public String toString() {
        return folder + " " + budget;
    }

    @Override
    public void close() {}
}
