package org.speechbench.upstream.targets;

import org.speechbench.core.UserError;

/**
 * A model that targets come from.
 *
 * @param from the label of another pre-training, or of a fine-tuning, of the experiment, or empty
 * @param checkpoint alternatively, a model folder, relative to the working folder
 * @param provider the provider of the checkpoint; empty if the folder contains it
 * @param size the size of the checkpoint, likewise
 */
public record ModelReference(String from, String checkpoint, String provider, String size) {
    /** @throws UserError if there is not one of label and folder, or a label with provider or size */
    public void validate() {
        if (from.isEmpty() == checkpoint.isEmpty()) {
            throw new UserError(
                    "targets.from is '" + from + "' and targets.checkpoint '" + checkpoint + "', wanted one of them.",
                    "Name an entry of 'pretrain:' or 'finetune:' in 'from', or a model folder in 'checkpoint'.");
        }
        if (!from.isEmpty() && !(provider + size).isEmpty()) {
            throw new UserError("targets has provider or size beside 'from'.", "Leave them out, they follow.");
        }
    }

    /** The label or the folder, for display. */
    public String text() {
        return from + checkpoint;
    }
}
