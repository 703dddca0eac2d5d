package org.speechbench.upstream;

import java.nio.file.Path;
import java.util.Map;

/** An upstream whose checkpoints travel: it reads the layouts of other toolkits, and writes Hugging Face's. */
public interface PortableProvider extends UpstreamProvider {
    /**
     * Reads a checkpoint of any layout it knows and writes it as a model folder of ours.
     *
     * @param size that it must have; empty for any
     * @param settings what the checkpoint does not tell, by the names of the provider's settings; otherwise empty
     * @return what the new folder holds
     * @throws org.speechbench.core.UserError if the checkpoint does not fit, with the list of differences
     */
    CheckpointCard importCheckpoint(Path source, Path target, String size, Map<String, String> settings);

    /**
     * Writes the backbone of a checkpoint in Hugging Face's layout.
     *
     * @param newWeightNorm names of weight norm as PyTorch's parametrisations have them ({@code original0}) instead of
     *     {@code weight_g}
     * @return what the new folder holds
     * @throws org.speechbench.core.UserError if the checkpoint cannot be opened
     */
    CheckpointCard exportCheckpoint(Path source, Path target, boolean newWeightNorm);
}
