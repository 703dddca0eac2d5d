package org.speechbench.engine.testing;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** Specs of upstreams in fp32. */
public final class Specs {
    private Specs() {}

    /** Of a checkpoint, whatever its size. */
    public static UpstreamSpec at(UpstreamProvider provider, Path checkpoint) {
        return of(provider, checkpoint, "", Map.of());
    }

    /** @param checkpoint null for random weights */
    public static UpstreamSpec of(
            UpstreamProvider provider, @Nullable Path checkpoint, String size, Map<String, String> settings) {
        return UpstreamSpec.of(provider.name(), size, 1, Precision.FP32)
                .from(checkpoint)
                .with(settings);
    }
}
