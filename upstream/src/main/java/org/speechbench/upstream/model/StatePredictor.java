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

    /**
     * Whether, as hidden states, the prediction of the last head comes alone, at the rate of the front end, because
     * predictions have another size and rate than the states of the layers. Otherwise they follow those states.
     */
    default boolean alone() {
        return false;
    }

    /** These heads without those that encoding does not need if its hidden states are predictions. */
    default StatePredictor encoding() {
        return this;
    }
}
