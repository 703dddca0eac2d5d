package org.speechbench.upstream.labels;

/**
 * Maps a model's frame to the label that is its target, as in fairseq and Fast-HuBERT: frame t of a crop has label
 * {@code floor(t * frameStride / labelStride)}, counted from the crop's first label, without a majority vote. With
 * labels every 10 ms, frames of 20 ms take every second label, as do frames of 40 ms with labels every 20 ms; a model
 * with more frames than labels repeats them.
 *
 * @param frameStride samples from one frame of the model to the next
 * @param labelStride samples from one label to the next
 */
public record LabelAlignment(int frameStride, int labelStride) {
    public LabelAlignment {
        if (frameStride < 1 || labelStride < 1) {
            throw new IllegalArgumentException("frames every " + frameStride + " and labels every " + labelStride);
        }
    }

    /**
     * The first label of a crop that starts at a sample: the nearest one, and of two equally near ones the even one.
     */
    public int first(long sample) {
        return Math.toIntExact((long) Math.rint((double) sample / labelStride));
    }

    /** The label of a frame, counted from the crop's first one. */
    public int label(int frame) {
        return Math.toIntExact((long) frame * frameStride / labelStride);
    }

    /** Number of labels that a number of frames needs. */
    public int labels(int frames) {
        return frames == 0 ? 0 : label(frames - 1) + 1;
    }

    /**
     * Writes the targets of a crop.
     *
     * @param labels of the crop, from its first one on; beyond the last, the last is repeated
     * @param frames of the model in the crop
     */
    public void align(short[] labels, int frames, int[] targets, int offset) {
        for (int t = 0; t < frames; t++) {
            targets[offset + t] = labels[Math.min(label(t), labels.length - 1)];
        }
    }
}
