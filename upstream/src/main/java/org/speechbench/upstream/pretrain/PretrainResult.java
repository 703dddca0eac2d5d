package org.speechbench.upstream.pretrain;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.training.TrainerResult;

/**
 * The result of a pre-training run.
 *
 * @param prepareSeconds wall-clock time of preparation before the first step: features, labels and everything that was
 *     fitted for them, in whichever run it was done, and the input's normalisation
 * @param devLoss masked cross-entropy on the development split, nats a frame; null if there is none
 * @param devMaskedAccuracy as devLoss
 * @param model folder that {@link org.speechbench.upstream.UpstreamSpec#checkpoint} names; null if not finished
 * @param quality of the targets; null if no phones are known
 */
public record PretrainResult(
        TrainerResult training,
        double prepareSeconds,
        @Nullable Double devLoss,
        @Nullable Double devMaskedAccuracy,
        @Nullable Path model,
        @Nullable LabelQuality quality) {}
