package org.speechbench.upstream.waveform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.portable.FoundModel;

/** The tensors of heads that predict states of another model. */
final class PredictorTensors {
    private static final String PREFIX = "predictor.";

    /** First word of names that are none of these heads, but of others of the same place. */
    private static final String UNKNOWN = "output_layer.";

    /** Name of the fact which layers are predicted. */
    private static final String FACT = "predicted_layers";

    /** A key of this suite in an exported configuration, and that of s3prl, a list. */
    private static final String EXPORTED = "speechbench_predicted_layers";

    private static final String CONFIGURED = "pred_layer_id.";
    private static final String SEPARATOR = ", ";

    private PredictorTensors() {}

    /** @param tensors by the names of this suite */
    static Optional<StatePredictor> in(WaveformFamily family, Map<String, TensorInfo> tensors) {
        Map<String, TensorInfo> heads = new LinkedHashMap<>();
        tensors.forEach((name, info) -> {
            if (name.startsWith(PREFIX)) {
                heads.put(name.substring(PREFIX.length()), info);
            }
        });
        return family.predictor(heads);
    }

    /**
     * The layers of the teacher that are predicted, for listings.
     *
     * @throws UserError if the configuration names more or fewer than there are heads
     */
    static Map<String, String> facts(
            Path place, Optional<StatePredictor> predictor, FileEvidence.Configuration configuration) {
        if (predictor.isEmpty()) {
            return Map.of();
        }
        List<String> layers = layers(configuration);
        int heads = predictor.get().heads();
        if (layers.isEmpty()) {
            return Map.of(FACT, heads + " of its teacher, which are not named");
        }
        if (layers.size() != heads) {
            throw new UserError(
                    place + " has heads for " + heads + " layers of its teacher, and its configuration names "
                            + String.join(", ", layers) + ".",
                    "Copy or download it again, or correct the configuration.");
        }
        return Map.of(FACT, String.join(SEPARATOR, layers));
    }

    private static List<String> layers(FileEvidence.Configuration configuration) {
        String exported = configuration.text(EXPORTED);
        if (exported != null) {
            return exported.matches("[0-9]+(, [0-9]+)*") ? List.of(exported.split(SEPARATOR)) : List.of();
        }
        List<String> layers = new ArrayList<>();
        for (String layer = configuration.text(CONFIGURED + 0);
                layer != null;
                layer = configuration.text(CONFIGURED + layers.size())) {
            layers.add(layer);
        }
        return layers;
    }

    /** Adds the layers to an exported configuration. */
    static void add(Map<String, Object> config, CheckpointFacts told) {
        String layers = told.facts().get(FACT);
        if (layers != null) {
            config.put(EXPORTED, layers);
        }
    }

    /** The model without heads of this kind, which encoding need not have. */
    static FoundModel without(FoundModel model) {
        return model.without(model.names().keySet().stream()
                .filter(name -> name.startsWith(PREFIX) || name.startsWith(UNKNOWN))
                .toList());
    }
}
