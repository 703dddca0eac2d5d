package org.speechbench.upstream.batches;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * HuBERT's masks, drawn as in fairseq for spans of fixed length that may overlap. A crop has
 * {@code floor(p * T / length + u)} spans, with u uniform in [0, 1) and drawn for each crop, but not fewer than the
 * least number. The starts of spans are drawn without replacement. Then every crop of a group keeps as many masked
 * frames as the crop with the fewest.
 *
 * <p>A group is the set of crops on one device of the published training. Fewer crops than a group are trimmed as if
 * they were part of a whole one, so the share that is masked depends on the length of the crops and on the group, not
 * on the batch.
 *
 * @param probability p
 * @param length of a span in frames
 * @param least spans of a crop
 * @param multiple 1 as published; more for a model whose shapes depend on the number of masked frames: all crops of a
 *     batch then have the same number, a multiple of it if there are as many
 */
public record MaskSampler(double probability, int length, int least, int multiple) {
    /** The least number of spans with which fairseq masks frames. */
    public static final int TWO_SPANS = 2;

    /** Audio of a published group: 1.4 million samples on one device (fairseq, hubert_base_librispeech.yaml). */
    public static final double PUBLISHED_GROUP_SECONDS = 87.5;

    private static final double PUBLISHED_PROBABILITY = 0.8;
    private static final int PUBLISHED_LENGTH = 10;
    private static final int TRIALS = 400;

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

    /** The masks that HuBERT and Fast-HuBERT are pre-trained with: p 0.8, spans of 10 frames. */
    public static MaskSampler published(int multiple) {
        return new MaskSampler(PUBLISHED_PROBABILITY, PUBLISHED_LENGTH, TWO_SPANS, multiple);
    }

    /** Number of crops of a group: as many as fit, at least one. */
    public static int group(double groupSeconds, double cropSeconds) {
        // The tolerance is for rounding: ten crops of 0.1 s fit into one second.
        return (int) Math.max(1, Math.floor(groupSeconds / cropSeconds + 1e-6));
    }

    /** Masks of one crop, shape (T): whole spans, without trimming. */
    public boolean[] sample(int frames, SplittableRandom random) {
        return spans(frames, random);
    }

    /**
     * Masks of a batch, shape (B, T).
     *
     * @param group crops of a group
     */
    public boolean[] sample(int batch, int frames, int group, SplittableRandom random) {
        return multiple == 1
                ? trimmedByGroup(batch, frames, group, random)
                : equallyMany(batch, frames, kept(fewest(draw(group, frames, random)), frames), random);
    }

    /**
     * Masks of a batch, shape (B, T), each crop with the {@linkplain #share mean} number of masked frames: for timing.
     */
    public boolean[] typical(int batch, int frames, int group, SplittableRandom random) {
        int mean = (int) Math.max(1, Math.round(share(frames, group) * frames));
        return equallyMany(batch, frames, kept(mean, frames), random);
    }

    /** Mean share of the frames of a crop that are masked, over many groups from a fixed seed. */
    public double share(int frames, int group) {
        SplittableRandom random = new SplittableRandom(0);
        double masked = 0;
        for (int i = 0; i < TRIALS; i++) {
            masked += kept(fewest(draw(group, frames, random)), frames);
        }
        return masked / TRIALS / frames;
    }

    private boolean[] trimmedByGroup(int batch, int frames, int group, SplittableRandom random) {
        boolean[] masked = new boolean[batch * frames];
        for (int first = 0; first < batch; first += group) {
            List<boolean[]> crops = draw(group, frames, random);
            int fewest = fewest(crops);
            for (int b = first; b < Math.min(first + group, batch); b++) {
                write(crops.get(b - first), fewest, masked, b, random);
            }
        }
        return masked;
    }

    /** Draws further spans for a crop with fewer masked frames than required. */
    private boolean[] equallyMany(int batch, int frames, int wanted, SplittableRandom random) {
        boolean[] masked = new boolean[batch * frames];
        for (int b = 0; b < batch; b++) {
            boolean[] crop = spans(frames, random);
            while (count(crop) < wanted) {
                mask(crop, random.nextInt(Math.max(1, frames - length)));
            }
            write(crop, wanted, masked, b, random);
        }
        return masked;
    }

    private List<boolean[]> draw(int crops, int frames, SplittableRandom random) {
        return Stream.generate(() -> spans(frames, random)).limit(crops).toList();
    }

    private static int fewest(List<boolean[]> crops) {
        return crops.stream().mapToInt(MaskSampler::count).min().orElseThrow();
    }

    private int kept(int fewest, int frames) {
        int kept = fewest < multiple ? fewest : fewest - fewest % multiple;
        // A model of this kind needs at least some unmasked frames.
        return multiple > 1 && kept == frames ? Math.max(1, frames - multiple) : kept;
    }

    /** Draws the spans of one crop. */
    private boolean[] spans(int frames, SplittableRandom random) {
        int spans = (int) (probability * frames / length + random.nextDouble());
        spans = Math.min(Math.max(spans, least), Math.max(1, frames - 1));
        boolean[] crop = new boolean[frames];
        int positions = Math.min(frames, Math.max(frames - length, spans + 1));
        for (int start : choose(positions, spans, random)) {
            mask(crop, start);
        }
        return crop;
    }

    private void mask(boolean[] crop, int start) {
        Arrays.fill(crop, start, Math.min(start + length, crop.length), true);
    }

    /** Writes a crop of a batch and keeps this number of its masked frames. */
    private static void write(boolean[] crop, int keep, boolean[] batch, int b, SplittableRandom random) {
        int[] covered = IntStream.range(0, crop.length).filter(t -> crop[t]).toArray();
        for (int i : choose(covered.length, covered.length - keep, random)) {
            crop[covered[i]] = false;
        }
        System.arraycopy(crop, 0, batch, b * crop.length, crop.length);
    }

    /** Draws distinct numbers below a bound (Fisher and Yates, ended early). */
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

    private static int count(boolean[] crop) {
        int n = 0;
        for (boolean masked : crop) {
            n += masked ? 1 : 0;
        }
        return n;
    }
}
