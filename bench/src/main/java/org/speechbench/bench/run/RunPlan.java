package org.speechbench.bench.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;

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
    /** A piece of the work, which is finished or not. */
    public interface Work {
        boolean finished();

        /** The time that is left. */
        TimeLeft time();
    }

    /**
     * A pre-training or fine-tuning.
     *
     * @param kind {@code pretrain}, {@code distill} or {@code finetune}
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
            @JsonUnwrapped TimeLeft time)
            implements Work {
        @Override
        public boolean finished() {
            return done.finished();
        }
    }

    /**
     * The model that is trained, with all settings.
     *
     * @param parameters the number of parameters of the backbone; 0 if the training is finished and its checkpoint is
     *     not read again
     * @param framesPerSecond the number of frames per second; 0 likewise
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Model(String provider, String size, long parameters, double framesPerSecond) {
        static Model of(UpstreamSpec spec, @Nullable UpstreamCard card) {
            return new Model(
                    spec.provider(),
                    card == null ? spec.size() : card.size(),
                    card == null ? 0 : card.cost().parameters(),
                    card == null ? 0 : card.frameRate());
        }
    }

    /**
     * The data of a training.
     *
     * @param corpusHours the hours in all splits of the corpus
     * @param audioHours the hours that are trained on, including repetitions
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Audio(String corpus, double corpusHours, long steps, double batchSeconds, double audioHours) {
        static Audio of(Corpus corpus, long steps, double batchSeconds) {
            return new Audio(corpus.name(), seconds(corpus) / 3600, steps, batchSeconds, steps * batchSeconds / 3600);
        }
    }

    /** The seconds of audio in all splits of a corpus. */
    static double seconds(Corpus corpus) {
        return corpus.utterances().stream().mapToLong(Utterance::numSamples).sum() / (double) Waveform.SAMPLE_RATE;
    }

    /** @param stepsDone the number of steps that were logged before the run was resumed */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Done(boolean finished, long stepsDone) {}

    /** The combination of an upstream and a task. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record PlannedCell(
            String upstream,
            String task,
            int utterances,
            double hours,
            int seeds,
            boolean finished,
            @JsonUnwrapped TimeLeft time)
            implements Work {}

    /** Students and teachers whose sizes and speeds are measured. */
    record Measured(int models, boolean finished, TimeLeft time) implements Work {}

    /** The processes in which speed is measured. */
    record Forks(int forks, boolean finished, TimeLeft time) implements Work {}

    /**
     * The bytes that a stage needs at most.
     *
     * @param models of checkpoints and models
     * @param states of hidden states that are kept; less if several tasks share recordings
     * @param audio of prepared audio
     */
    record Space(long models, long states, long audio) {
        static final Space NONE = new Space(0, 0, 0);

        Space plus(Space other) {
            return new Space(models + other.models, states + other.states, audio + other.audio);
        }
    }

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

        static Disk of(Path folder, String use, long needed) {
            long free = -1;
            for (@Nullable Path p = folder.toAbsolutePath(); p != null && free < 0; p = p.getParent()) {
                if (Files.exists(p)) {
                    try {
                        free = Files.getFileStore(p).getUsableSpace();
                    } catch (IOException e) {
                        break;
                    }
                }
            }
            return new Disk(folder.toString(), use, needed, free);
        }
    }

    public RunPlan {
        trainings = List.copyOf(trainings);
        cells = List.copyOf(cells);
        disks = List.copyOf(disks);
        warnings = List.copyOf(warnings);
    }

    static RunPlan of(List<Work> work, List<Disk> disks, int skipped, List<String> warnings) {
        return new RunPlan(
                only(Training.class, work).toList(),
                only(PlannedCell.class, work).toList(),
                only(Forks.class, work)
                        .filter(f -> !f.finished())
                        .mapToInt(Forks::forks)
                        .sum(),
                TimeLeft.of(work),
                disks,
                skipped,
                warnings);
    }

    private static <W extends Work> Stream<W> only(Class<W> kind, List<Work> work) {
        return work.stream().filter(kind::isInstance).map(kind::cast);
    }
}
