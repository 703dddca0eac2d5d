package org.speechbench.upstream;

import java.nio.file.Path;

/** The capability of an upstream whose checkpoints travel: it reads the layouts of other toolkits and writes one. */
public interface CheckpointExchange {
    /**
     * Reads a checkpoint of any layout it knows and writes it as a model folder of ours.
     *
     * @param source names the checkpoint; its size, if not empty, is that which the checkpoint must have, its settings say
     *     what the checkpoint does not tell
     * @return what the new folder holds
     * @throws org.speechbench.core.UserError if the checkpoint does not fit, with the list of differences
     */
    UpstreamCard importCheckpoint(UpstreamSpec source, Path target);

    /**
     * Writes the backbone of a checkpoint in the layout of others.
     *
     * @param newWeightNorm names of weight norm as PyTorch's parametrisations have them ({@code original0}) instead of
     *     {@code weight_g}
     * @return what the new folder holds
     * @throws org.speechbench.core.UserError if the checkpoint cannot be opened
     */
    UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm);
}
