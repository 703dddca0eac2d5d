package org.speechbench.upstream.target;

/**
 * Which label is the target of a model's frame: of labels every 10 ms, frame t takes number {@code t * every}, as
 * fairseq does for HuBERT (no majority vote), counted from the crop's start.
 *
 * @param every labels per frame of the model: 2 at 50 Hz, 4 at 25 Hz
 */
public record LabelAlignment(int every) {
    private static final int SAMPLES_PER_LABEL = 160;

    public LabelAlignment {
        if (every < 1) {
            throw new IllegalArgumentException("a frame has at least one label, not " + every);
        }
    }

    /** @param frameStride samples between two frames of the model, a multiple of 160 */
    public static LabelAlignment of(int frameStride) {
        if (frameStride % SAMPLES_PER_LABEL != 0) {
            throw new IllegalArgumentException("frames every " + frameStride + " samples do not fall on labels");
        }
        return new LabelAlignment(frameStride / SAMPLES_PER_LABEL);
    }

    /**
     * Writes the targets of a crop.
     *
     * @param labels of the crop, from its first one on; beyond the last, the last is repeated
     * @param frames of the model in the crop
     */
    public void align(short[] labels, int frames, int[] targets, int offset) {
        for (int t = 0; t < frames; t++) {
            targets[offset + t] = labels[Math.min(t * every, labels.length - 1)];
        }
    }
}
