package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.targets.TeacherInput;
import org.speechbench.upstream.training.TrainingBatch;

/**
 * The input of one step, or of one pass over a part of it, drawn on the host: crops of equal length, so that nothing is
 * padded.
 *
 * @param divisors of the whole step
 * @param step number of the optimiser step, which seeds LayerDrop and dropout
 * @param seed of the run
 */
public record PretrainBatch(Crops crops, Frames frames, Divisors divisors, long step, long seed)
        implements TrainingBatch<PretrainBatch> {
    /**
     * The audio.
     *
     * @param input shape (B, N) samples or (B, F, 80) log-mel values, row-major; empty where the device has them
     * @param size B
     * @param units N or F
     * @param seconds of all crops together
     * @param places shape (B, 2), shard and first unit of each crop; empty where the batch contains its input
     * @param resident the values that the places refer to; null where the batch contains its input
     * @param origin where the crops come from; empty if no teacher asks for it
     */
    public record Crops(
            float[] input,
            int size,
            int units,
            double seconds,
            long[] places,
            @Nullable ResidentFeatures resident,
            Origin origin) {
        /** Crops with their input. */
        public Crops(float[] input, int size, int units, double seconds) {
            this(input, size, units, seconds, new long[0], null, Origin.NONE);
        }

        private Crops part(int from, int end) {
            int values = input.length / size;
            return new Crops(
                    Arrays.copyOfRange(input, from * values, end * values),
                    end - from,
                    units,
                    seconds * ((double) (end - from) / size),
                    places.length == 0 ? places : Arrays.copyOfRange(places, 2 * from, 2 * end),
                    resident,
                    origin.part(from, end));
        }
    }

    /**
     * Where crops come from, for a teacher.
     *
     * @param samples shape (B, N), row-major, which the teacher is given; empty where they are the input itself
     * @param utterances shape (B), numbers of the utterances
     * @param starts shape (B), the sample of its utterance that each crop begins with
     */
    public record Origin(float[] samples, int[] utterances, long[] starts) {
        /** No origin. */
        public static final Origin NONE = new Origin(new float[0], new int[0], new long[0]);

        private Origin part(int from, int end) {
            if (starts.length == 0) {
                return this;
            }
            int n = samples.length / starts.length;
            return new Origin(
                    Arrays.copyOfRange(samples, from * n, end * n),
                    Arrays.copyOfRange(utterances, from, end),
                    Arrays.copyOfRange(starts, from, end));
        }
    }

    /**
     * The frames of the output.
     *
     * @param each T, frames of each crop
     * @param targets shape (B, T), class of each frame; empty where targets are states
     * @param masked shape (B, T), whether the frame's input is replaced by the mask embedding
     * @param states shape (B, T, D) of each layer of a teacher, on the model's device; empty until they are computed,
     *     and where targets are classes
     */
    public record Frames(int each, int[] targets, boolean[] masked, List<NDArray> states) {
        /** Frames whose targets are classes. */
        public Frames(int each, int[] targets, boolean[] masked) {
            this(each, targets, masked, List.of());
        }

        /** The classes in the type that scripts take, flattened. */
        public long[] classes() {
            return IntStream.of(targets).asLongStream().toArray();
        }

        private Frames part(int from, int end) {
            return new Frames(
                    each,
                    targets.length == 0 ? targets : Arrays.copyOfRange(targets, from * each, end * each),
                    Arrays.copyOfRange(masked, from * each, end * each),
                    states);
        }
    }

    /**
     * The divisors that turn sums over a part of a step into its contribution to the means over the whole step, so that
     * the losses and gradients of the parts add up to those of the whole.
     *
     * @param masked number of masked frames in the step, at least 1
     * @param unmasked number of unmasked frames in the step, at least 1
     * @param share of the step's crops that are in this part
     */
    public record Divisors(double masked, double unmasked, double share) {
        static Divisors of(boolean[] masks) {
            int masked = 0;
            for (boolean m : masks) {
                masked += m ? 1 : 0;
            }
            return new Divisors(Math.max(1, masked), Math.max(1, masks.length - masked), 1);
        }
    }

    /** Creates the batch of a whole step. */
    public PretrainBatch(Crops crops, Frames frames, long step, long seed) {
        this(crops, frames, Divisors.of(frames.masked()), step, seed);
    }

    /** The same batch, with crops that are read from the memory of a device if it does not contain its input. */
    PretrainBatch on(@Nullable ResidentFeatures resident) {
        if (crops.places().length == 0) {
            return this;
        }
        Crops there = new Crops(
                crops.input(), crops.size(), crops.units(), crops.seconds(), crops.places(), resident, crops.origin());
        return new PretrainBatch(there, frames, divisors, step, seed);
    }

    /** The same batch with the states of a teacher as targets. */
    PretrainBatch with(List<NDArray> states) {
        Frames taught = new Frames(frames.each(), frames.targets(), frames.masked(), states);
        return new PretrainBatch(crops, taught, divisors, step, seed);
    }

    /** What a teacher is given, of a batch that has the origin of its crops. */
    TeacherInput heard() {
        Origin origin = crops.origin();
        float[] samples = origin.samples().length == 0 ? crops.input() : origin.samples();
        int each = samples.length / size();
        return new TeacherInput(
                () -> waveforms(samples, each), origin.utterances(), origin.starts(), each, frames.masked());
    }

    private WaveformBatch waveforms(float[] samples, int each) {
        return new WaveformBatch(IntStream.range(0, size())
                .mapToObj(b -> new Waveform(Arrays.copyOfRange(samples, b * each, (b + 1) * each)))
                .toList());
    }

    /**
     * The input in the form that a script takes.
     *
     * @param results of the model's device; owns what is read there
     * @param host owns the arrays of the batch
     * @param shape of the whole input
     */
    public NDArray input(NDManager results, NDManager host, Shape shape) {
        ResidentFeatures resident = crops.resident();
        return resident == null ? host.create(crops.input(), shape) : resident.crops(results, crops);
    }

    @Override
    public PretrainBatch part(int from, int end) {
        if (from == 0 && end == size()) {
            return this;
        }
        double share = divisors.share() * ((double) (end - from) / size());
        return new PretrainBatch(
                crops.part(from, end),
                frames.part(from, end),
                new Divisors(divisors.masked(), divisors.unmasked(), share),
                step,
                seed);
    }

    @Override
    public int size() {
        return crops.size();
    }

    @Override
    public double audioSeconds() {
        return crops.seconds();
    }

    @Override
    public double itemSeconds() {
        return audioSeconds() / size();
    }

    @Override
    public String text(int items) {
        return String.format(Locale.ROOT, "%d crop%s of %.1f s", items, items == 1 ? "" : "s", itemSeconds());
    }

    @Override
    public String smaller() {
        return "lower crop_seconds";
    }
}
