package org.speechbench.upstream.portable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.SavedModel;

/** Model folders of this suite that are made from checkpoints of other toolkits. */
public final class ModelFolder {
    /** Key of the configuration that records how a foreign checkpoint was read. */
    private static final String SOURCE = "source";

    private ModelFolder() {}

    /** Whether a place is a folder with a configuration written by this suite, or the weights in one. */
    public static boolean isOurs(Path place) {
        boolean weights = Files.isDirectory(place) || place.endsWith(CheckpointStore.WEIGHTS);
        Path config = of(place).resolve(CheckpointStore.CONFIG);
        return weights && Files.isRegularFile(config) && JsonFile.read(config).has("provider");
    }

    /** The folder itself, or the folder of a file of weights. */
    public static Path of(Path place) {
        return Files.isDirectory(place) ? place : place.resolveSibling("");
    }

    /** @throws UserError if the requested size is not that of the model; an empty one matches any */
    public static void requireSize(Path place, String wanted, String got) {
        if (!wanted.isEmpty() && !got.equals(wanted)) {
            throw new UserError(
                    "The model at " + place + " has size '" + got + "', wanted '" + wanted + "'.",
                    "Leave the size out, or name its own.");
        }
    }

    /** The facts that the folder records, and how the checkpoint that it was made from was read. */
    public static CheckpointFacts told(Path folder) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode source = JsonFile.read(folder.resolve(CheckpointStore.CONFIG)).path(SOURCE);
        source.properties().forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
        if (LabelProvenance.isSaid(folder)) {
            facts.remove(CheckpointFacts.LABELS_UNKNOWN);
        }
        return new CheckpointFacts(LabelProvenance.of(folder), facts);
    }

    /**
     * Writes or replaces a model folder of this suite.
     *
     * @param classes of the pre-training heads among the values; 0 if there are none
     * @param told about the model, and how it was read
     */
    public static void write(
            Path folder,
            Architecture architecture,
            int classes,
            InputNormalization normalization,
            Map<String, float[]> values,
            CheckpointFacts told) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (ParameterSpec spec : SavedModel.parameters(architecture, classes)) {
            sources.put(spec.name(), source(spec, values));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("provider", architecture.provider());
        config.put("size", architecture.size());
        config.put("settings", architecture.settings());
        config.put("classes", classes);
        config.put("normalization", normalization.config());
        // Nothing is recorded if nothing is known, because a foreign checkpoint does not state it.
        if (told.usesLabels()) {
            config.put(LabelProvenance.SECTION, Map.of(LabelProvenance.KEY, true));
        }
        if (!told.facts().isEmpty()) {
            config.put(SOURCE, told.facts());
        }
        CheckpointStore.write(folder, sources, config);
    }

    /** A parameter as a tensor to be written, whose values are read only when it is written. */
    public static TensorSource source(ParameterSpec spec, Map<String, float[]> values) {
        return new TensorSource() {
            @Override
            public String dtype() {
                return "F32";
            }

            @Override
            public long[] shape() {
                return spec.shape();
            }

            @Override
            public ByteBuffer bytes() {
                float[] v = Objects.requireNonNull(values.get(spec.name()), spec.name());
                return TensorData.of(v, spec.shape()).bytes();
            }
        };
    }
}
