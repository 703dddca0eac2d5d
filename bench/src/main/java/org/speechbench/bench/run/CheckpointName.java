package org.speechbench.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;

/** The information that a model folder contains about itself. */
record CheckpointName(String provider, String size) {
    /**
     * The provider and the size that are given or, without a provider, those of the folder.
     *
     * @throws UserError if the folder has to tell, and was not written by pre-training
     */
    static CheckpointName of(Path folder, String provider, String size) {
        return provider.isEmpty() ? read(folder) : new CheckpointName(provider, size);
    }

    private static CheckpointName read(Path folder) {
        Path file = folder.resolve(CheckpointStore.CONFIG);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "No model at " + folder + ": there is no " + CheckpointStore.CONFIG + ".",
                    "Name a folder that 'speechbench pretrain' has written.");
        }
        JsonNode config = JsonFile.read(file);
        String provider = config.path("provider").asText();
        if (!provider.isEmpty()) {
            return new CheckpointName(provider, config.path("size").asText());
        }
        throw new UserError(
                file + " does not say of which provider the model is.", "Add targets.provider and targets.size.");
    }
}
