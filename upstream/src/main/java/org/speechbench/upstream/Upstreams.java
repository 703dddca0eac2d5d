package org.speechbench.upstream;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;

/**
 * The available upstreams, by the names of their providers.
 *
 * @param providers those that were found
 * @param notes receives the {@linkplain UpstreamProvider#caution cautions} of upstreams before they are described or
 *     opened
 */
public record Upstreams(NamedServices<UpstreamProvider> providers, Consumer<String> notes) {
    /** Upstreams whose cautions are not shown. */
    public Upstreams(NamedServices<UpstreamProvider> providers) {
        this(providers, caution -> {});
    }

    /** Loads the providers that a class loader finds. */
    public static Upstreams load(ClassLoader loader) {
        return new Upstreams(NamedServices.load(UpstreamProvider.class, loader));
    }

    /**
     * The same upstreams.
     *
     * @param receiver gets each caution once
     */
    public Upstreams noting(Consumer<String> receiver) {
        Set<String> said = ConcurrentHashMap.newKeySet();
        return new Upstreams(providers, caution -> {
            if (said.add(caution)) {
                receiver.accept(caution);
            }
        });
    }

    /**
     * A provider.
     *
     * @throws UserError if there is none of this name; for one of {@link #notBuilt}, the remedy is the command that builds it
     */
    public UpstreamProvider get(String provider) {
        refuseNotBuilt(provider);
        return providers.get(provider);
    }

    /** @throws UserError if the name is that of one of {@link #notBuilt} */
    public void refuseNotBuilt(String name) {
        for (OptionalUpstream optional : notBuilt()) {
            if (optional.name().equals(name)) {
                throw optional.missing();
            }
        }
    }

    /** The upstreams of speechbench that are not there because their modules are not built. */
    public List<OptionalUpstream> notBuilt() {
        return OptionalUpstream.ALL.stream()
                .filter(optional -> !names().contains(optional.name()))
                // One that does not load is there; the problem says more.
                .filter(optional -> providers.problems().stream().noneMatch(p -> p.contains(optional.provider())))
                .toList();
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
        return CheckedUpstream.describe(cautioned(spec), spec);
    }

    /** @throws UserError as {@link CheckedUpstream#open} */
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        return CheckedUpstream.open(cautioned(spec), engine, spec);
    }

    private UpstreamProvider cautioned(UpstreamSpec spec) {
        UpstreamProvider provider = get(spec.provider());
        String caution = provider.caution(spec);
        if (!caution.isEmpty()) {
            notes.accept(caution);
        }
        return provider;
    }

    /**
     * The spec of an upstream for these utterances, the same unless the upstream has {@link UtteranceStates}.
     *
     * @throws UserError as {@link UtteranceStates#fitted}
     */
    public UpstreamSpec fitted(UpstreamSpec spec, List<Utterance> utterances) {
        return get(spec.provider())
                .capability(UtteranceStates.class)
                .map(states -> states.fitted(spec, utterances))
                .orElse(spec);
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
