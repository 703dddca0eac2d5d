package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** The states of every frame of utterances, from wherever they are kept. One thread at a time asks for them. */
interface FrameStates extends AutoCloseable {
    /**
     * The states that several examples see, as bits of bfloat16 in arrays of half precision, (L, B, T, D) in pieces along
     * L, with zeros beyond an example's frames.
     *
     * @param memory of the batch
     * @param examples with at least one frame each
     */
    List<NDArray> of(BatchMemory memory, List<Example> examples);

    @Override
    void close();
}
