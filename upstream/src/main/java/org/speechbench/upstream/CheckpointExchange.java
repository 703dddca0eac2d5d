package org.speechbench.upstream;

import java.nio.file.Path;

/**
 * The capability of an upstream whose checkpoints can be exchanged: it reads the layouts of other toolkits and writes
 * one of them.
 */
public interface CheckpointExchange {
    /**
     * Reads a checkpoint in any known layout and writes it as a model folder of this suite.
     *
     * @param source names the checkpoint; its size, if not empty, is the size that the checkpoint must have, and its
     *     settings state what the checkpoint does not record
     * @return the card of the new folder
     * @throws org.speechbench.core.UserError if the checkpoint does not fit, with the list of differences
     */
    UpstreamCard importCheckpoint(UpstreamSpec source, Path target);

    /**
     * Writes the backbone of a checkpoint in the layout of another toolkit.
     *
     * @param newWeightNorm whether weight norm is named as in PyTorch's parametrisations ({@code original0}) instead of
     *     {@code weight_g}
     * @return the card of the new folder
     * @throws org.speechbench.core.UserError if the checkpoint cannot be opened
     */
    UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm);
}
