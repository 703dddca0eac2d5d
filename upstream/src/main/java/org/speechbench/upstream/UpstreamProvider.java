package org.speechbench.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.EngineContext;

/**
 * A kind of upstream, found with ServiceLoader by its name. A provider is cheap: it loads nothing until {@link #open}.
 */
public interface UpstreamProvider extends Named {
    /** Sizes it can be opened in, smallest first; empty if there is only one. */
    List<String> sizes();

    /**
     * What such an upstream is, without loading it.
     *
     * @throws org.speechbench.core.UserError if there is no such size
     */
    UpstreamCard card(String size);

    /**
     * What a checkpoint holds, without reading its weights.
     *
     * @param size that it must have; empty for whatever it has
     * @param settings further settings, as in {@link UpstreamOptions}; some tell what a checkpoint does not
     * @throws org.speechbench.core.UserError if it is no checkpoint of this provider and size
     */
    default CheckpointCard inspect(Path checkpoint, String size, Map<String, String> settings) {
        return new CheckpointCard(size, card(size));
    }

    /**
     * Looks at the options of an upstream with random weights, so that what is wrong is known before anything is computed.
     *
     * @throws org.speechbench.core.UserError if there is no such size, or no setting of a name
     */
    default void check(UpstreamOptions options) {
        card(options.size());
    }

    /**
     * Opens an upstream for encoding: random weights, or those of a checkpoint.
     *
     * @throws org.speechbench.core.UserError if the size is unknown or the checkpoint does not fit
     */
    Upstream open(EngineContext engine, UpstreamOptions options);
}
