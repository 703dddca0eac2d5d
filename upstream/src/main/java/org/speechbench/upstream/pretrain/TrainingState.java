package org.speechbench.upstream.pretrain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.LossScale;

/**
 * Everything that continuing a run needs besides its arrays; random numbers are computed from the step.
 *
 * @param step steps done
 * @param stepSeconds of trainSeconds, spent within steps
 * @param optimiserSteps updates done, without skipped ones
 * @param skippedSteps updates left out
 * @param identity what the weights depend on, by name: a run of another identity must not continue from here
 * @param interval sums since the last event, see {@link Interval}
 * @param lossScale where it stands
 * @param files SHA-256 of the files beside it, by name
 */
record TrainingState(
        long step,
        double audioSeconds,
        double trainSeconds,
        double stepSeconds,
        double totalSeconds,
        long optimiserSteps,
        long skippedSteps,
        @Nullable Double devLoss,
        @Nullable Double devMaskedAccuracy,
        Map<String, String> identity,
        double[] interval,
        LossScale.State lossScale,
        Map<String, String> files)
        implements TrainingCheckpoint.State<TrainingState> {
    TrainingState {
        // Checkpoints of before there was any have none.
        lossScale = Objects.requireNonNullElse(lossScale, LossScale.State.FIXED);
        Objects.requireNonNull(interval, "interval");
        identity = Map.copyOf(identity);
        files = Map.copyOf(files);
    }

    @Override
    public List<AdamW.Counts> counts() {
        return List.of(new AdamW.Counts(optimiserSteps, skippedSteps));
    }

    @Override
    public TrainingState withFiles(Map<String, String> digests) {
        return new TrainingState(
                step,
                audioSeconds,
                trainSeconds,
                stepSeconds,
                totalSeconds,
                optimiserSteps,
                skippedSteps,
                devLoss,
                devMaskedAccuracy,
                identity,
                interval,
                lossScale,
                digests);
    }
}
