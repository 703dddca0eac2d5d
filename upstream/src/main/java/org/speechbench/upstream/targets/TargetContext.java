package org.speechbench.upstream.targets;

import java.nio.file.Path;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;

/** What an experiment offers to its targets. */
public interface TargetContext {
    /** The seed of everything that is drawn at random. */
    long seed();

    /** The available upstreams, plug-ins included. */
    Upstreams upstreams();

    /**
     * The upstream behind a reference. While a run is planned, a model that the experiment trains has random weights.
     *
     * @throws org.speechbench.core.UserError if there is no such model, or it does not say which upstream it is
     */
    UpstreamSpec upstream(ModelReference model);

    /**
     * A file below the data folder.
     *
     * @param key of {@code targets:} that names it, for messages
     * @throws org.speechbench.core.UserError if there is no such file
     */
    Path file(String key, String relative);

    /** Where the states of whole utterances are kept. */
    StateCache cache();

    /** Receives lines of files that cannot be used. */
    BadItems bad();
}
