package org.speechbench.upstream.hubert;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.checkpoint.CheckpointStore;
import org.speechbench.upstream.checkpoint.JsonFile;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.StatedSettings.Stated;

/** Our own {@code config.json} of a HuBERT, beside what every model folder has. */
final class ModelConfig {
    /** Key of the configuration under which it stands how a checkpoint of elsewhere was read. */
    static final String SOURCE = "source";

    private ModelConfig() {}

    /** Whether a folder has a configuration that we have written. */
    static boolean isOurs(Path folder) {
        return Files.isRegularFile(folder.resolve(CheckpointStore.CONFIG))
                && json(folder).has("provider");
    }

    /** How the checkpoint was read that the folder was made from; empty for a model of our own. */
    static Map<String, String> source(Path folder) {
        Map<String, String> facts = new LinkedHashMap<>();
        json(folder)
                .path(SOURCE)
                .properties()
                .forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
        return facts;
    }

    /** @throws UserError if the user says something else than the folder's configuration */
    static void requireAgreement(Path folder, HubertArchitecture architecture, StatedSettings stated) {
        Stated own = new Stated(
                architecture.encoder().heads(),
                architecture.encoder().preNorm(),
                architecture.waves() != WaveNormalization.NONE);
        if (stated.stated().isPresent() && !stated.stated().get().equals(own)) {
            throw new UserError(
                    folder + " has heads " + own.heads() + ", norm_first " + own.normFirst() + " and normalize "
                            + own.normalize() + " by its " + CheckpointStore.CONFIG + ", and others are given.",
                    "Leave heads, norm_first and normalize out.");
        }
    }

    private static JsonNode json(Path folder) {
        return JsonFile.read(folder.resolve(CheckpointStore.CONFIG));
    }
}
