package org.speechbench.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * Whether transcripts or phones were used to train a saved model: in fine-tuning, in the targets of its pre-training,
 * or in those of a model that its targets come from. The value is {@value #KEY} below {@value #SECTION} in the
 * configuration next to its weights.
 */
public final class LabelProvenance {
    /** The section of a configuration that describes the targets of pre-training. */
    public static final String SECTION = "labels";

    /** The key of the value, which is true or false. */
    public static final String KEY = "uses_labels";

    private LabelProvenance() {}

    /**
     * The value that a checkpoint records; false if it records none, as checkpoints of other toolkits and of earlier
     * versions.
     *
     * @param checkpoint folder or file; null for random weights, which were not trained on anything
     * @throws UserError if the configuration cannot be read, or the value is neither true nor false
     */
    public static boolean of(@Nullable Path checkpoint) {
        Path file = checkpoint == null ? null : checkpoint.resolve(CheckpointStore.CONFIG);
        if (file == null || !Files.isRegularFile(file)) {
            return false;
        }
        JsonNode said = JsonFile.read(file).path(SECTION).path(KEY);
        if (!said.isMissingNode() && !said.isBoolean()) {
            throw new UserError(
                    file + ": " + SECTION + "." + KEY + " is " + said + ", wanted true or false.",
                    "Write true if transcripts or phones were seen in pre-training, otherwise false.");
        }
        return said.asBoolean();
    }

    /** Whether a folder's configuration records the value, be it true or false. */
    public static boolean isSaid(Path folder) {
        Path file = folder.resolve(CheckpointStore.CONFIG);
        return Files.isRegularFile(file) && JsonFile.read(file).path(SECTION).has(KEY);
    }

    /**
     * A model's configuration before its first step: whatever its targets will be, it has not been trained on them yet.
     */
    public static Map<String, Object> beforeTraining(Map<String, Object> config) {
        Map<String, Object> before = new LinkedHashMap<>(config);
        if (config.get(SECTION) instanceof Map<?, ?> labels) {
            Map<Object, Object> unseen = new LinkedHashMap<>(labels);
            unseen.put(KEY, false);
            before.put(SECTION, unseen);
        }
        return before;
    }
}
