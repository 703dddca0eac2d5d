package org.speechbench.upstream.portable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.JsonFile;

/** The file {@code preprocessor_config.json} of Hugging Face, which lies beside the weights and says how waves are prepared. */
public final class PreprocessorConfig {
    public static final String FILE = "preprocessor_config.json";
    public static final String DO_NORMALIZE = "do_normalize";

    private PreprocessorConfig() {}

    /**
     * Whether samples are normalised to zero mean and unit variance; empty if the folder has no such file.
     *
     * @throws UserError if the file wants another sample rate than 16 kHz, or does not hold what it should
     */
    public static Optional<Told<Boolean>> normalize(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode preprocessor = JsonFile.read(file);
        require(file, "sampling_rate", preprocessor, n -> n.isNumber() && n.asDouble() == 16_000, "16000");
        require(file, DO_NORMALIZE, preprocessor, JsonNode::isBoolean, "true or false");
        // The default of the key itself is Hugging Face's.
        boolean normalized = preprocessor.path(DO_NORMALIZE).asBoolean(true);
        return Optional.of(new Told<>(normalized, "by " + DO_NORMALIZE + " of " + FILE));
    }

    private static void require(Path file, String key, JsonNode json, Predicate<JsonNode> good, String wanted) {
        if (json.has(key) && !good.test(json.get(key))) {
            throw new UserError(
                    file + ": " + key + " is " + json.get(key) + ", wanted " + wanted + ".",
                    "Correct it, or use a checkpoint of the model as published.");
        }
    }
}
