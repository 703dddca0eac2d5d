package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Examples as arrays, on the device of the model.
 *
 * @param states (L, B, T, D), or (L, B, 1, D) means, in pieces along L; zero beyond a row's length. They are fp32, or
 *     bfloat16, which the engine's arrays do not have: its bits, in arrays of half precision
 * @param lengths (B) int64, valid frames of the features
 * @param frames (B) int64, valid frames of the logits
 * @param targets (B, S) int64, padded with 0
 * @param targetLengths (B) int64
 * @param masks what {@link SpecAugment} drew; empty if the batch is not augmented
 */
record Batch(
        List<Example> examples,
        List<NDArray> states,
        NDArray lengths,
        NDArray frames,
        NDArray targets,
        NDArray targetLengths,
        List<NDArray> masks) {
    Batch {
        examples = List.copyOf(examples);
        states = List.copyOf(states);
        masks = List.copyOf(masks);
    }

    /** The same batch with other arrays, which a function returns for all of its own in their order. */
    Batch with(UnaryOperator<List<NDArray>> function) {
        List<NDArray> others = function.apply(Stream.of(states, List.of(lengths, frames, targets, targetLengths), masks)
                .flatMap(List::stream)
                .toList());
        int n = states.size();
        return new Batch(
                examples,
                others.subList(0, n),
                others.get(n),
                others.get(n + 1),
                others.get(n + 2),
                others.get(n + 3),
                others.subList(n + 4, others.size()));
    }
}
