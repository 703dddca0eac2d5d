package org.speechbench.upstream.labels;

/**
 * Which label is the target of a model's frame, as fairseq and Fast-HuBERT take it: frame t of a crop has label
 * {@code floor(t * frameStride / labelStride)}, counted from the crop's first label, no majority vote. Of labels every
 * 10 ms a frame of 20 ms takes every second, of labels every 20 ms a frame of 40 ms does; a model with more frames than
 * labels repeats them.
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

    /** The first label of a crop that starts at a sample: the nearest, of two equally near ones the even. */
    public int first(long sample) {
        return Math.toIntExact((long) Math.rint((double) sample / labelStride));
    }

    /** The label of a frame, counted from the crop's first one. */
    public int label(int frame) {
        return Math.toIntExact((long) frame * frameStride / labelStride);
    }

    /** Labels that so many frames need. */
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
