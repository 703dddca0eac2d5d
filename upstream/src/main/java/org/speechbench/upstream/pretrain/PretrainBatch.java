package org.speechbench.upstream.pretrain;

/**
 * What one step sees, drawn on the host: crops of equal length, so that nothing is padded.
 *
 * @param input shape (B, N) samples or (B, F, 80) log-mel values, row-major
 * @param size B
 * @param units N or F
 * @param frames T, output frames of each crop
 * @param targets shape (B, T), class of each frame
 * @param masked shape (B, T), whether the frame's input is replaced by the mask embedding
 * @param audioSeconds in the whole batch
 * @param step number of the optimiser step, which seeds LayerDrop and dropout
 * @param seed of the run
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
        long seed) {}
