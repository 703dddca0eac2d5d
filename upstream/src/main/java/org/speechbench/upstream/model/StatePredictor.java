package org.speechbench.upstream.model;

/**
 * Heads that predict hidden states of another model, its teacher, from the last hidden state. A checkpoint keeps them;
 * they are computed only if their predictions are wanted as hidden states, by the method
 *
 * <pre>
 * def predicted(self, states: List[Tensor], w: List[Tensor]) -&gt; List[Tensor]     the states, then the predictions
 * </pre>
 */
public interface StatePredictor extends Block {
    /** Number of states that are predicted. */
    int heads();

    /** Size of a predicted state. */
    int width();

    /**
     * Predictions per second.
     *
     * @param states frames per second of the states that they are made from
     */
    default double framesPerSecond(double states) {
        return states;
    }
}
