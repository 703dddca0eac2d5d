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
import org.speechbench.engine.Precision;

/**
 * Which upstream is meant: everything that decides its states. A value that can be sent to another process.
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

    /** With random weights and no settings. */
    public static UpstreamSpec of(String provider, String size, long seed, Precision precision) {
        return new UpstreamSpec(provider, size, Map.of(), "", "", seed, precision);
    }

    /** The same with these settings instead of its own. */
    public UpstreamSpec with(Map<String, String> others) {
        return new UpstreamSpec(provider, size, others, checkpoint, digest, seed, precision);
    }

    /** The same of another size. */
    public UpstreamSpec sized(String other) {
        return new UpstreamSpec(provider, other, settings, checkpoint, digest, seed, precision);
    }

    /** The same with the weights of a folder or file; of random weights where it is null. */
    public UpstreamSpec from(@Nullable Path place) {
        return new UpstreamSpec(provider, size, settings, place == null ? "" : uri(place), digest, seed, precision);
    }

    /** The same, which must have this digest when it is opened. */
    public UpstreamSpec expecting(String wanted) {
        return new UpstreamSpec(provider, size, settings, checkpoint, wanted, seed, precision);
    }

    /** Whether the weights are drawn from the seed. */
    public boolean isRandom() {
        return checkpoint.isEmpty();
    }

    /**
     * Where the weights are, relative to the working folder if they are below it; null for random ones.
     *
     * @throws UserError if the URI is none of a file
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

    /** Without the slash that a folder's URI ends with if the folder is there. */
    private static String uri(Path place) {
        return place.toAbsolutePath().toUri().toString().replaceFirst("(?<=[^/])/$", "");
    }
}
