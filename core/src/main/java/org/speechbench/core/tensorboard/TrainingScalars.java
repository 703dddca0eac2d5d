package org.speechbench.core.tensorboard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.FinetuneEvent;
import org.speechbench.core.result.PretrainEvent;

/** The numbers of a logging interval by tag; tags are the columns of {@code events.csv}. What is not known is left out. */
public final class TrainingScalars {
    private final Map<String, Double> values = new LinkedHashMap<>();

    private TrainingScalars() {}

    /** Those of pre-training; the loss of each layer that predicts is {@code layer_losses/LAYER}. */
    public static Map<String, Double> of(PretrainEvent event) {
        TrainingScalars scalars = new TrainingScalars()
                .put("loss", event.loss())
                .put("masked_loss", event.maskedLoss())
                .put("unmasked_loss", event.unmaskedLoss())
                .put("masked_accuracy", event.maskedAccuracy())
                .put("unmasked_accuracy", event.unmaskedAccuracy())
                .put("grad_norm", event.gradNorm())
                .put("learning_rate", event.learningRate())
                .put("audio_seconds_per_second", event.audioSecondsPerSecond())
                .put("audio_hours", event.audioHours())
                .put("dev_loss", event.devLoss())
                .put("dev_masked_accuracy", event.devMaskedAccuracy())
                .put("dev_unmasked_accuracy", event.diagnostics().devUnmaskedAccuracy())
                .put("classes_predicted", event.diagnostics().classesPredicted())
                .put("prediction_perplexity", event.diagnostics().predictionPerplexity());
        event.diagnostics().layerLosses().forEach((layer, loss) -> scalars.put("layer_losses/" + layer, loss));
        return scalars.values;
    }

    /** Those of fine-tuning. */
    public static Map<String, Double> of(FinetuneEvent event) {
        return new TrainingScalars()
                .put("loss", event.loss())
                .put("grad_norm", event.gradNorm())
                .put("learning_rate", event.learningRate())
                .put("audio_hours", event.audioHours())
                .put("dev", event.dev())
                .values;
    }

    private TrainingScalars put(String tag, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            values.put(tag, value);
        }
        return this;
    }
}
