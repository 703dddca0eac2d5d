package org.speechbench.upstream;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.hub.HubCache;
import org.speechbench.engine.Precision;

/**
 * Identifies an upstream by everything that determines its hidden states. It is a value that can be sent to another
 * process.
 *
 * @param provider name of the provider
 * @param size one of the provider's sizes; empty for a provider without sizes, or for that of the checkpoint
 * @param settings of the provider by name, as they are written; see {@link SettingsSchema}
 * @param checkpoint URI of a folder or file of weights; empty for random initialisation
 * @param digest that the opened upstream must have, see {@link Upstream#digest()}; empty for any
 * @param seed of the random initialisation
 * @param precision of matrix products
 */
public record UpstreamSpec(
        String provider,
        String size,
        Map<String, String> settings,
        String checkpoint,
        String digest,
        long seed,
        Precision precision)
        implements Serializable {
    public UpstreamSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** A spec with random weights and no settings. */
    public static UpstreamSpec of(String provider, String size, long seed, Precision precision) {
        return new UpstreamSpec(provider, size, Map.of(), "", "", seed, precision);
    }

    /** The same spec with these settings instead of its own. */
    public UpstreamSpec with(Map<String, String> others) {
        return new UpstreamSpec(provider, size, others, checkpoint, digest, seed, precision);
    }

    /** The same spec with another size. */
    public UpstreamSpec sized(String other) {
        return new UpstreamSpec(provider, other, settings, checkpoint, digest, seed, precision);
    }

    /** The same spec with another seed. */
    public UpstreamSpec seeded(long other) {
        return new UpstreamSpec(provider, size, settings, checkpoint, digest, other, precision);
    }

    /**
     * The same spec with the weights of a folder or file, or with random weights if the path is null. A path that does
     * not exist may be the name of a model in the cache of the Hugging Face Hub.
     */
    public UpstreamSpec from(@Nullable Path place) {
        String weights = place == null ? "" : uri(HubCache.usual().locate(place));
        return new UpstreamSpec(provider, size, settings, weights, digest, seed, precision);
    }

    /** The same spec, requiring this digest when the upstream is opened. */
    public UpstreamSpec expecting(String wanted) {
        return new UpstreamSpec(provider, size, settings, checkpoint, wanted, seed, precision);
    }

    /** Whether the weights are drawn from the seed. */
    public boolean isRandom() {
        return checkpoint.isEmpty();
    }

    /**
     * The path of the weights, relative to the working folder if they are below it; null for random weights.
     *
     * @throws UserError if the URI does not name a file
     */
    public @Nullable Path checkpointPath() {
        if (checkpoint.isEmpty()) {
            return null;
        }
        try {
            Path place = Path.of(URI.create(checkpoint));
            Path here = Path.of("").toAbsolutePath();
            return place.startsWith(here) && !place.equals(here) ? here.relativize(place) : place;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new UserError(
                    "The checkpoint is '" + checkpoint + "', wanted the URI of a file.",
                    "Write file:///, then the path, or name a local folder or file.",
                    e);
        }
    }

    /** The URI of a path, without the trailing slash that the URI of an existing folder has. */
    private static String uri(Path place) {
        return place.toAbsolutePath().toUri().toString().replaceFirst("(?<=[^/])/$", "");
    }
}
