package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Examples as arrays.
 *
 * @param states (L, B, T, D) fp32, or (L, B, 1, D) means, in pieces along L; zero beyond a row's length
 * @param lengths (B) int64, valid frames of the features
 * @param frames (B) int64, valid frames of the logits
 * @param targets (B, S) int64, padded with 0
 * @param targetLengths (B) int64
 */
record Batch(
        List<Example> examples,
        List<NDArray> states,
        NDArray lengths,
        NDArray frames,
        NDArray targets,
        NDArray targetLengths) {}
