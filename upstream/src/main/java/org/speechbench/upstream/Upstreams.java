package org.speechbench.upstream;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.engine.EngineContext;

/**
 * The available upstreams, by the names of their providers.
 *
 * @param providers those that were found
 */
public record Upstreams(NamedServices<UpstreamProvider> providers) {
    /** Loads the providers that a class loader finds. */
    public static Upstreams load(ClassLoader loader) {
        return new Upstreams(NamedServices.load(UpstreamProvider.class, loader));
    }

    /** @throws UserError if there is no provider of this name */
    public UpstreamProvider get(String provider) {
        return providers.get(provider);
    }

    public SortedSet<String> names() {
        return providers.names();
    }

    /** All providers, in the order of their names. */
    public Collection<UpstreamProvider> all() {
        return providers.all();
    }

    /** @throws UserError as {@link CheckedUpstream#describe} */
    public UpstreamCard describe(UpstreamSpec spec) {
        return CheckedUpstream.describe(get(spec.provider()), spec);
    }

    /** @throws UserError as {@link CheckedUpstream#open} */
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        return CheckedUpstream.open(get(spec.provider()), engine, spec);
    }

    /**
     * A capability of a provider.
     *
     * @param what the purpose of the capability, for messages, for example {@code be pre-trained}
     * @throws UserError if the provider does not have it; the message names the providers that do
     */
    public <T> T require(String provider, Class<T> type, String what) {
        return get(provider).capability(type).orElseThrow(() -> {
            List<String> able = all().stream()
                    .filter(other -> other.capability(type).isPresent())
                    .map(UpstreamProvider::name)
                    .toList();
            return new UserError(
                    "Upstream " + provider + " cannot " + what + ".",
                    able.isEmpty()
                            ? "No upstream that is installed can."
                            : "Use one that can: " + String.join(", ", able) + ".");
        });
    }
}
