package org.speechbench.bench.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, in numbers; nothing of it has been computed.
 *
 * @param trainings in the order in which they are done
 * @param cells upstream by upstream
 * @param speed forks of speed measurements, 0 for none
 * @param disks what the folders need, and have
 * @param skipped recordings that are left out
 * @param warnings what is odd about labels
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunPlan(
        List<Training> trainings,
        List<PlannedCell> cells,
        int speed,
        List<Disk> disks,
        int skipped,
        List<String> warnings) {
    /**
     * A pre-training or fine-tuning.
     *
     * @param kind {@code pretrain} or {@code finetune}
     * @param task of a fine-tuning, targets of a pre-training, in words
     * @param corpusHours of all its splits
     * @param audioHours that are trained on, each repetition counted
     * @param teraFlops arithmetic of the steps, 0 if not known
     * @param stepsDone that an earlier sitting has logged
     * @param secondsLeft at the speed of that sitting; null if there was none
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Training(
            String kind,
            String label,
            String provider,
            String size,
            String task,
            String corpus,
            double corpusHours,
            int steps,
            double batchSeconds,
            double audioHours,
            double teraFlops,
            boolean finished,
            long stepsDone,
            @Nullable Double secondsLeft) {}

    /** An upstream on a task. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record PlannedCell(
            String upstream, String task, int utterances, double hours, int seeds, boolean finished) {}

    /**
     * A folder that is written to.
     *
     * @param use in words
     * @param neededBytes at most, about
     * @param freeBytes -1 if not known
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Disk(String folder, String use, long neededBytes, long freeBytes) {
        /** Whether it is known that what is needed does not fit. */
        public boolean full() {
            return freeBytes >= 0 && neededBytes > freeBytes;
        }
    }

    public RunPlan {
        trainings = List.copyOf(trainings);
        cells = List.copyOf(cells);
        disks = List.copyOf(disks);
        warnings = List.copyOf(warnings);
    }
}
