package org.speechbench.upstream.finetune;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.LossScale;
import org.speechbench.upstream.pretrain.TrainingCheckpoint;

/**
 * Everything that continuing a fine-tuning needs besides its arrays.
 *
 * @param optimisers counts of the optimiser of each part
 * @param lossSum of the steps since the last event
 * @param normSum likewise
 * @param summed steps in lossSum
 * @param norms steps in normSum
 * @param lossScale where it stands
 * @param files SHA-256 of the files beside it, by name
 */
record FinetuneState(
        long step,
        double audioSeconds,
        double totalSeconds,
        List<AdamW.Counts> optimisers,
        long bestStep,
        @Nullable Double bestDev,
        double lossSum,
        double normSum,
        int summed,
        int norms,
        LossScale.State lossScale,
        Map<String, String> identity,
        Map<String, String> files)
        implements TrainingCheckpoint.State<FinetuneState> {
    FinetuneState {
        // Checkpoints of before these were kept have neither.
        norms = norms == 0 && normSum > 0 ? summed : norms;
        lossScale = Objects.requireNonNullElse(lossScale, LossScale.State.FIXED);
        optimisers = List.copyOf(optimisers);
        identity = Map.copyOf(identity);
        files = Map.copyOf(files);
    }

    @Override
    public List<AdamW.Counts> counts() {
        return optimisers;
    }

    @Override
    public FinetuneState withFiles(Map<String, String> digests) {
        return new FinetuneState(
                step,
                audioSeconds,
                totalSeconds,
                optimisers,
                bestStep,
                bestDev,
                lossSum,
                normSum,
                summed,
                norms,
                lossScale,
                identity,
                digests);
    }
}
