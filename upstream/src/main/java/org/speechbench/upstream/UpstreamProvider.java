package org.speechbench.upstream;

import java.util.List;
import java.util.Optional;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.EngineContext;

/**
 * A kind of upstream, found with ServiceLoader by its name. A provider is cheap: it loads nothing until {@link #open}.
 *
 * <p>Callers go through {@link CheckedUpstream}, which holds a spec against {@link #sizes} and {@link #settings} first: a
 * provider need not.
 */
public interface UpstreamProvider extends Named {
    /** Sizes it can be opened in, smallest first; empty if there is only one. */
    List<String> sizes();

    /** What may be set besides the size. */
    default SettingsSchema settings() {
        return SettingsSchema.of(name());
    }

    /**
     * What such an upstream is, with all settings, without loading its weights: of a checkpoint names, shapes and
     * configuration are read.
     *
     * @throws org.speechbench.core.UserError if settings do not go together, or there is no checkpoint of this provider and
     *     size
     */
    UpstreamCard describe(UpstreamSpec spec);

    /**
     * Opens an upstream for encoding.
     *
     * @throws org.speechbench.core.UserError as {@link #describe}
     */
    Upstream open(EngineContext engine, UpstreamSpec spec);

    /**
     * What it can do besides, for example {@link CheckpointExchange} or be pre-trained. A provider has the capabilities that
     * its class implements, unless it overrides this.
     *
     * @param type interface of the capability
     */
    default <T> Optional<T> capability(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
