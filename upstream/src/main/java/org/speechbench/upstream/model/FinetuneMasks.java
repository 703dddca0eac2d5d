package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.speechbench.core.Seeds;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.finetune.FinetuneOptions;

/**
 * What is masked while a model is fine-tuned, drawn for every utterance separately over its own frames, so that padding
 * and the other utterances of a batch have no effect.
 *
 * @param seeds of the run
 * @param step of the batch
 * @param first number of the first utterance in the whole batch of the step
 */
record FinetuneMasks(FinetuneOptions.Masking options, Seeds seeds, long step, int first) {
    /** Numbers of bands and spans that SpecAugment masks, and their greatest widths (F and T of the paper). */
    private static final int BANDS = 2;

    private static final int BINS = 30;
    private static final int UNITS = 40;

    /** Four empty arrays: nothing is masked. */
    static List<NDArray> none(NDManager host) {
        NDArray empty = host.create(new float[0]);
        return List.of(empty, empty, empty, empty);
    }

    /**
     * Masks as the script takes them, each empty if nothing of its kind is masked: the input units (B, F) and bins
     * (B, W) to be masked, the frames (B, T) to be masked, and the channels (B, D) to be kept, which are 1 or 0.
     *
     * @param units of input of each utterance
     * @param width W of the input
     * @param frames of each utterance
     * @param stride samples from frame to frame
     * @param channels D
     */
    List<NDArray> arrays(NDManager host, int[] units, int width, int[] frames, int stride, int channels) {
        NDArray empty = host.create(new float[0]);
        boolean augment = options.specAugment();
        return List.of(
                augment ? bands(host, "spec_time", units, UNITS) : empty,
                augment ? bands(host, "spec_bins", filled(units.length, width), BINS) : empty,
                options.timeProbability() > 0 ? frames(host, frames, stride) : empty,
                options.channelProbability() > 0 ? channels(host, frames.length, channels) : empty);
    }

    private static int[] filled(int n, int value) {
        int[] values = new int[n];
        Arrays.fill(values, value);
        return values;
    }

    private NDArray bands(NDManager host, String purpose, int[] lengths, int widest) {
        int longest = IntStream.of(lengths).max().orElseThrow();
        boolean[] hidden = new boolean[lengths.length * longest];
        for (int b = 0; b < lengths.length; b++) {
            SplittableRandom random = seeds.random(purpose, step, first + b);
            for (int i = 0; i < BANDS; i++) {
                int width = random.nextInt(Math.min(widest, lengths[b]));
                int start = random.nextInt(lengths[b] - width);
                Arrays.fill(hidden, b * longest + start, b * longest + start + width, true);
            }
        }
        return host.create(hidden, new Shape(lengths.length, longest));
    }

    private NDArray frames(NDManager host, int[] lengths, int stride) {
        double milliseconds = stride * 1000.0 / Waveform.SAMPLE_RATE;
        int span = (int) Math.max(1, Math.round(options.timeMilliseconds() / milliseconds));
        MaskSampler sampler = new MaskSampler(options.timeProbability(), span, MaskSampler.TWO_SPANS);
        int longest = IntStream.of(lengths).max().orElseThrow();
        boolean[] hidden = new boolean[lengths.length * longest];
        for (int b = 0; b < lengths.length; b++) {
            boolean[] row = sampler.sample(lengths[b], seeds.random("frames", step, first + b));
            System.arraycopy(row, 0, hidden, b * longest, row.length);
        }
        return host.create(hidden, new Shape(lengths.length, longest));
    }

    private NDArray channels(NDManager host, int rows, int channels) {
        MaskSampler sampler = new MaskSampler(options.channelProbability(), Math.min(options.channels(), channels), 0);
        float[] kept = new float[rows * channels];
        for (int b = 0; b < rows; b++) {
            boolean[] row = sampler.sample(channels, seeds.random("channels", step, first + b));
            for (int d = 0; d < channels; d++) {
                kept[b * channels + d] = row[d] ? 0 : 1;
            }
        }
        return host.create(kept, new Shape(rows, channels));
    }
}
