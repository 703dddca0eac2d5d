package org.speechbench.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.UserError;
import org.speechbench.upstream.checkpoint.CheckpointStore;

/** What a model folder says of itself. */
record CheckpointName(String provider, String size) {
    /** @throws UserError if it is no folder that pre-training wrote */
    static CheckpointName read(Path folder) {
        Path file = folder.resolve(CheckpointStore.CONFIG);
        try {
            JsonNode config = new ObjectMapper().readTree(Files.readAllBytes(file));
            String provider = config.path("provider").asText();
            if (!provider.isEmpty()) {
                return new CheckpointName(provider, config.path("size").asText());
            }
        } catch (IOException e) {
            throw new UserError(
                    "No model at " + folder + ": cannot read " + CheckpointStore.CONFIG + ".",
                    "Name a folder that 'speechbench pretrain' has written.",
                    e);
        }
        throw new UserError(
                file + " does not say of which provider the model is.", "Add targets.provider and targets.size.");
    }
}
