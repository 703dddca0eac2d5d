package org.speechbench.upstream;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Precision;

/**
 * How to open an upstream.
 *
 * @param size one of the provider's sizes; empty for a provider without sizes, or for that of the checkpoint
 * @param checkpoint folder with {@code model.safetensors} and {@code config.json}, or what else the provider reads; null
 *     for random initialisation
 * @param seed of the random initialisation
 * @param precision of matrix products
 * @param settings further settings of the provider, strings by name; unknown names are refused by the provider
 */
public record UpstreamOptions(
        String size, @Nullable Path checkpoint, long seed, Precision precision, Map<String, String> settings) {
    public UpstreamOptions {
        settings = Map.copyOf(settings);
    }

    /** @throws org.speechbench.core.UserError if there are settings */
    public void requireNoSettings(String provider) {
        if (!settings.isEmpty()) {
            throw new org.speechbench.core.UserError(
                    provider + " has no setting '"
                            + settings.keySet().iterator().next() + "'.",
                    "Remove it from the configuration.");
        }
    }
}
