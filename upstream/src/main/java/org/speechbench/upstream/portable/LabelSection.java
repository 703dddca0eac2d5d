package org.speechbench.upstream.portable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.CheckpointFacts;

/**
 * The section about labels in the configuration of an exported folder, below a key of this suite. It preserves the mark
 * of a model that was trained with labels, and the doubt about one that may have been.
 */
public final class LabelSection {
    private LabelSection() {}

    /** Adds the section to a configuration if there is anything to record. */
    public static void add(Map<String, Object> config, CheckpointFacts told) {
        String unknown = told.facts().get(CheckpointFacts.LABELS_UNKNOWN);
        if (told.usesLabels()) {
            config.put(LabelProvenance.SECTION, Map.of(LabelProvenance.KEY, true));
        } else if (unknown != null) {
            config.put(LabelProvenance.SECTION, Map.of(CheckpointFacts.LABELS_UNKNOWN, unknown));
        }
    }

    /**
     * The reason why it is not known whether labels were used to train a file's model, if there is no evidence that
     * they were; empty if nothing about it is unusual, or its configuration records it.
     *
     * @param folder of its configuration; null if there is none next to it
     */
    public static String unknown(@Nullable Path folder, FoundModel model) {
        String beside = model.strangers().isEmpty() ? "" : CheckpointFacts.labelsUnknown(model.strangers());
        if (folder == null || !Files.isRegularFile(folder.resolve(CheckpointStore.CONFIG))) {
            return beside;
        }
        JsonNode said = JsonFile.read(folder.resolve(CheckpointStore.CONFIG)).path(LabelProvenance.SECTION);
        return said.has(LabelProvenance.KEY)
                ? ""
                : said.path(CheckpointFacts.LABELS_UNKNOWN).asText(beside);
    }
}
