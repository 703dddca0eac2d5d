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
 * What the configuration of an exported folder says of labels below a key of our own, so that neither the mark of a model
 * that has seen some nor the doubt about one is lost on the way.
 */
public final class LabelSection {
    private LabelSection() {}

    /** Adds the section to a configuration if there is something to say. */
    public static void add(Map<String, Object> config, CheckpointFacts told) {
        String unknown = told.facts().get(CheckpointFacts.LABELS_UNKNOWN);
        if (told.usesLabels()) {
            config.put(LabelProvenance.SECTION, Map.of(LabelProvenance.KEY, true));
        } else if (unknown != null) {
            config.put(LabelProvenance.SECTION, Map.of(CheckpointFacts.LABELS_UNKNOWN, unknown));
        }
    }

    /**
     * Why it is not known whether a file's model has seen labels, where nothing shows that it has; empty if nothing is
     * strange about it, or its configuration says it.
     *
     * @param folder of its configuration; null if it has none beside it
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
