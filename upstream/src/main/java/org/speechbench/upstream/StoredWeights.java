package org.speechbench.upstream;

import java.util.Map;

/** The capability of an upstream whose weights have the names of this suite, so that another network can begin with them. */
public interface StoredWeights {
    /**
     * The weights of a checkpoint, fp32, read when they are asked for.
     *
     * @throws org.speechbench.core.UserError if the spec names no checkpoint, or it cannot be read
     */
    Map<String, float[]> weights(UpstreamSpec spec);
}
