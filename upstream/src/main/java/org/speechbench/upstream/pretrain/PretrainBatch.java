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
import org.speechbench.upstream.training.TrainingBatch;

/**
 * The input of one step, or of one pass over a part of it, drawn on the host: crops of equal length, so that nothing is
 * padded.
 *
 * @param input shape (B, N) samples or (B, F, 80) log-mel values, row-major; empty where the device has them
 * @param size B
 * @param units N or F
 * @param frames T, output frames of each crop
 * @param targets shape (B, T), class of each frame; empty where targets are states
 * @param masked shape (B, T), whether the frame's input is replaced by the mask embedding
 * @param audioSeconds of all crops together
 * @param step number of the optimiser step, which seeds LayerDrop and dropout
 * @param seed of the run
 * @param divisors of the whole step
 * @param places shape (B, 2), shard and first unit of each crop; empty where the batch contains its input
 * @param states shape (B, T, D) of each layer of a teacher, on the model's device; empty until they are computed, and
 *     where targets are classes
 * @param resident the values that the places refer to; null where the batch contains its input
 */
public record PretrainBatch(
        float[] input,
        int size,
        int units,
        int frames,
        int[] targets,
        boolean[] masked,
        double audioSeconds,
        long step,
        long seed,
        Divisors divisors,
        long[] places,
        List<NDArray> states,
        @Nullable ResidentFeatures resident)
        implements TrainingBatch<PretrainBatch> {
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
    public PretrainBatch(
            float[] input,
            int size,
            int units,
            int frames,
            int[] targets,
            boolean[] masked,
            double audioSeconds,
            long step,
            long seed) {
        this(
                input,
                size,
                units,
                frames,
                targets,
                masked,
                audioSeconds,
                step,
                seed,
                Divisors.of(masked),
                new long[0],
                List.of(),
                null);
    }

    /** The same batch with crops that are read from the memory of a device. */
    PretrainBatch at(long[] cropPlaces, @Nullable ResidentFeatures values) {
        return with(cropPlaces, states, values);
    }

    /** The same batch with the states of a teacher as targets. */
    PretrainBatch with(List<NDArray> taught) {
        return with(places, taught, resident);
    }

    private PretrainBatch with(long[] where, List<NDArray> taught, @Nullable ResidentFeatures values) {
        return new PretrainBatch(
                input, size, units, frames, targets, masked, audioSeconds, step, seed, divisors, where, taught, values);
    }

    /** The crops, of a batch that contains samples. */
    WaveformBatch waveforms() {
        return new WaveformBatch(IntStream.range(0, size)
                .mapToObj(b -> new Waveform(Arrays.copyOfRange(input, b * units, (b + 1) * units)))
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
        return resident == null ? host.create(input, shape) : resident.crops(results, this);
    }

    @Override
    public PretrainBatch part(int from, int end) {
        if (from == 0 && end == size) {
            return this;
        }
        int values = input.length / size;
        double share = (double) (end - from) / size;
        return new PretrainBatch(
                Arrays.copyOfRange(input, from * values, end * values),
                end - from,
                units,
                frames,
                targets.length == 0 ? targets : Arrays.copyOfRange(targets, from * frames, end * frames),
                Arrays.copyOfRange(masked, from * frames, end * frames),
                audioSeconds * share,
                step,
                seed,
                new Divisors(divisors.masked(), divisors.unmasked(), divisors.share() * share),
                places.length == 0 ? places : Arrays.copyOfRange(places, 2 * from, 2 * end),
                states,
                resident);
    }

    @Override
    public double itemSeconds() {
        return audioSeconds / size;
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
