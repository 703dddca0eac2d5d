package org.speechbench.bench.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A summary in numbers of what a run would do; nothing has been computed.
 *
 * @param trainings the trainings, in the order in which they are run
 * @param cells the cells, upstream by upstream
 * @param speed the number of forks for speed measurements, 0 for none
 * @param time the time of everything that remains to be done
 * @param disks the space that the folders need and the space that is free
 * @param skipped the number of recordings that are left out
 * @param warnings warnings about labels
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunPlan(
        List<Training> trainings,
        List<PlannedCell> cells,
        int speed,
        @JsonUnwrapped TimeLeft time,
        List<Disk> disks,
        int skipped,
        List<String> warnings) {
    /**
     * A pre-training or fine-tuning.
     *
     * @param kind {@code pretrain} or {@code finetune}
     * @param task the task of a fine-tuning or the targets of a pre-training, in words
     * @param teraFlops the arithmetic operations of the steps, 0 if unknown
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Training(
            String kind,
            String label,
            @JsonUnwrapped Model model,
            String task,
            @JsonUnwrapped Audio audio,
            double teraFlops,
            @JsonUnwrapped Done done,
            @JsonUnwrapped TimeLeft time) {}

    /**
     * The model that is trained, with all settings.
     *
     * @param parameters the number of parameters of the backbone; 0 if the training is finished and its checkpoint is
     *     not read again
     * @param framesPerSecond the number of frames per second; 0 likewise
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Model(String provider, String size, long parameters, double framesPerSecond) {}

    /**
     * The data of a training.
     *
     * @param corpusHours the hours in all splits of the corpus
     * @param audioHours the hours that are trained on, including repetitions
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Audio(String corpus, double corpusHours, long steps, double batchSeconds, double audioHours) {}

    /** @param stepsDone the number of steps that were logged before the run was resumed */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Done(boolean finished, long stepsDone) {}

    /**
     * The time that a training takes.
     *
     * @param secondsLeft the remaining seconds; null if unknown
     * @param timeIsLeast whether the time is a lower bound, since a part of it is unknown
     * @param timeRestsOn the basis of the estimate, worded as the end of a sentence that begins with the time; if the
     *     time is unknown, the reason
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record TimeLeft(@Nullable Double secondsLeft, boolean timeIsLeast, String timeRestsOn) {
        /** The time of a training that is finished. */
        static final TimeLeft NONE = new TimeLeft(0.0, false, "it is finished");
    }

    /** The combination of an upstream and a task. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record PlannedCell(
            String upstream,
            String task,
            int utterances,
            double hours,
            int seeds,
            boolean finished,
            @JsonUnwrapped TimeLeft time) {}

    /**
     * A folder that is written to.
     *
     * @param use the purpose of the folder, in words
     * @param neededBytes the approximate maximum number of bytes that are needed
     * @param freeBytes the number of free bytes; -1 if unknown
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Disk(String folder, String use, long neededBytes, long freeBytes) {
        /** Whether it is known that the space is not sufficient. */
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
