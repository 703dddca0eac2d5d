package org.speechbench.upstream.pretrain;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * HuBERT's masks, as fairseq draws them for spans of fixed length that may overlap: the number of spans is
 * {@code floor(p * T / length + u)} with u uniform in [0, 1), at least some; their starts are drawn without replacement;
 * every crop of a batch then keeps as many masked frames as the one with the fewest.
 *
 * @param probability p
 * @param length of a span in frames
 * @param least spans of a crop
 * @param multiple masked frames of a crop come in multiples of it, if there are as many: 1 as published, more for a model
 *     whose shapes depend on their number
 */
public record MaskSampler(double probability, int length, int least, int multiple) {
    /** As fairseq masks frames. */
    public static final int TWO_SPANS = 2;

    public MaskSampler {
        if (length < 1) {
            throw new IllegalArgumentException("a span has at least one frame, not " + length);
        }
        if (multiple < 1) {
            throw new IllegalArgumentException("masked frames come in multiples of at least 1, not " + multiple);
        }
    }

    /** Masks as published. */
    public MaskSampler(double probability, int length, int least) {
        this(probability, length, least, 1);
    }

    /** Masks of a batch, shape (B, T). */
    public boolean[] sample(int batch, int frames, SplittableRandom random) {
        int spans = (int) (probability * frames / length + random.nextDouble());
        spans = Math.min(Math.max(spans, least), Math.max(1, frames - 1));
        boolean[] masked = new boolean[batch * frames];
        int fewest = frames;
        for (int b = 0; b < batch; b++) {
            fewest = Math.min(fewest, spans(masked, b * frames, frames, spans, random));
        }
        int kept = kept(fewest, frames);
        for (int b = 0; b < batch; b++) {
            trim(masked, b * frames, frames, kept, random);
        }
        return masked;
    }

    private int kept(int fewest, int frames) {
        int kept = fewest < multiple ? fewest : fewest - fewest % multiple;
        // Such a model needs frames that it sees.
        return multiple > 1 && kept == frames ? Math.max(1, frames - multiple) : kept;
    }

    /** Masks spans of one crop and returns how many frames they cover. */
    private int spans(boolean[] masked, int offset, int frames, int spans, SplittableRandom random) {
        int positions = Math.min(frames, Math.max(frames - length, spans + 1));
        for (int start : choose(positions, spans, random)) {
            int end = Math.min(start + length, frames);
            Arrays.fill(masked, offset + start, offset + end, true);
        }
        return count(masked, offset, frames);
    }

    private static void trim(boolean[] masked, int offset, int frames, int keep, SplittableRandom random) {
        int[] covered = new int[count(masked, offset, frames)];
        int n = 0;
        for (int t = 0; t < frames; t++) {
            if (masked[offset + t]) {
                covered[n++] = offset + t;
            }
        }
        for (int i : choose(n, n - keep, random)) {
            masked[covered[i]] = false;
        }
    }

    /** Different numbers below a bound (Fisher and Yates, ended early). */
    private static int[] choose(int bound, int count, SplittableRandom random) {
        int[] all = new int[bound];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(bound - i);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        return Arrays.copyOf(all, count);
    }

    private static int count(boolean[] masked, int offset, int frames) {
        int n = 0;
        for (int t = 0; t < frames; t++) {
            n += masked[offset + t] ? 1 : 0;
        }
        return n;
    }
}
