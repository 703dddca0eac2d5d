package org.speechbench.upstream;

import java.util.List;
import java.util.Optional;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.EngineContext;

/**
 * A kind of upstream, found by its name with ServiceLoader. A provider is cheap to create: it loads nothing until
 * {@link #open}.
 *
 * <p>Callers go through {@link CheckedUpstream}, which first checks a spec against {@link #sizes} and
 * {@link #settings}, so that a provider need not do so.
 */
public interface UpstreamProvider extends Named {
    /** The available sizes, smallest first; empty if there is only one. */
    List<String> sizes();

    /** The settings besides the size. */
    default SettingsSchema settings() {
        return SettingsSchema.of(name());
    }

    /**
     * Whether there is an upstream only together with a checkpoint, which then determines its whole card. The others can
     * have random weights, or are signal processing.
     */
    default boolean needsCheckpoint() {
        return false;
    }

    /**
     * What a user has to know before the upstream of a spec is described or opened, in whole sentences; empty if there is
     * nothing to know. A provider whose checkpoints are programs says that they are executed.
     */
    default String caution(UpstreamSpec spec) {
        return "";
    }

    /**
     * Describes the upstream of a spec, with all its settings, without loading its weights: only the names, shapes and
     * configuration of a checkpoint are read, unless it tells nothing about itself until it runs.
     *
     * @throws org.speechbench.core.UserError if settings contradict each other, or the checkpoint is not one of this
     *     provider and size
     */
    UpstreamCard describe(UpstreamSpec spec);

    /** @throws org.speechbench.core.UserError as {@link #describe} */
    Upstream open(EngineContext engine, UpstreamSpec spec);

    /** How other toolkits number the hidden states of this model; empty for a model that none of them has. */
    default List<LayerNumbering> layerNumberings() {
        return List.of();
    }

    /**
     * An additional capability, for example {@link CheckpointExchange} or pre-training. A provider has the capabilities
     * that its class implements, unless it overrides this method.
     *
     * @param type interface of the capability
     */
    default <T> Optional<T> capability(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
