package org.speechbench.upstream.supernet;

import java.nio.file.Path;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;

/**
 * The capability of an upstream whose weights hold many networks, one of which is chosen by settings
 * ({@link SubnetworkSettings}).
 */
public interface Supernet {
    /** The networks of a size. */
    SearchSpace space(String size);

    /**
     * The parameters of a network, counted as its authors do: the mask embedding has the size of that of the supernet they
     * trained, and the gains of the positional convolution's weight norm are not counted.
     */
    long publishedParameters(String size, Subnetwork network);

    /**
     * Writes the network that the settings of a spec choose as a model folder of its own.
     *
     * @param source names the checkpoint of the supernet
     * @return the card of the new folder
     * @throws org.speechbench.core.UserError if the checkpoint cannot be opened, or has no such network
     */
    UpstreamCard extract(UpstreamSpec source, Path target);
}
