package org.speechbench.bench.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * @param time of everything that is left to do
 * @param disks what the folders need, and have
 * @param skipped recordings that are left out
 * @param warnings what is odd about labels
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
     * @param task of a fine-tuning, targets of a pre-training, in words
     * @param teraFlops arithmetic of the steps, 0 if not known
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
     * What is trained, with all settings.
     *
     * @param parameters of the backbone; 0 where the training is finished and its checkpoint is not looked at again
     * @param framesPerSecond 0 likewise
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Model(String provider, String size, long parameters, double framesPerSecond) {}

    /**
     * What is trained on.
     *
     * @param corpusHours of all splits of the corpus
     * @param audioHours that are trained on, each repetition counted
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Audio(String corpus, double corpusHours, long steps, double batchSeconds, double audioHours) {}

    /** @param stepsDone that an earlier sitting has logged */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Done(boolean finished, long stepsDone) {}

    /**
     * How long it takes.
     *
     * @param secondsLeft null where it is not known
     * @param timeIsLeast whether it may be more, since a part of it is not known
     * @param timeRestsOn what, in words, as the end of a sentence that begins with the time; why it is not known where it
     *     is not
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record TimeLeft(@Nullable Double secondsLeft, boolean timeIsLeast, String timeRestsOn) {
        /** Of what is finished. */
        static final TimeLeft NONE = new TimeLeft(0.0, false, "it is finished");
    }

    /** An upstream on a task. */
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
