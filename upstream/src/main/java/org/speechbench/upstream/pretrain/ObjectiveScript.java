package org.speechbench.upstream.pretrain;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.training.Statistic;

/**
 * An objective as a script over the states of any network. Its fragments provide the method
 *
 * <pre>{@code
 * def objective(self, states: List[Tensor], mask: Tensor, targets: List[Tensor], divisors: Tensor,
 *               w: List[Tensor], train: bool) -> Tuple[Tensor, Tensor]
 * }</pre>
 *
 * <p>It is given the states (B, T, D) of every layer, 0 for the input of the first one; which frames (B, T) are masked;
 * for each layer of the teacher its states (B, T, D), or else the classes (B, T) alone; and the
 * {@linkplain PretrainBatch.Divisors numbers} of masked and of unmasked frames of the whole step, and the share of the
 * step's crops that are in the batch. It returns the loss, whose values for all parts of a step add up to that of the
 * step, and one row of {@code statistics}. Its own weights are {@code w.objective.NAME}.
 *
 * <p>If it has {@code attention}, it may ask for queries, keys and values (B, H, T, D / H) of a layer, counted from 1, by
 * {@code self.heads_of_layer(states, layer, w.encoder)}.
 *
 * @param masked whether the mask embedding takes the place of the masked frames of the input
 * @param parameters of its own, trained with the network; checkpoints have them as {@code objective.NAME}
 * @param attention whether it asks for queries, keys and values, which the encoder must be able to give
 */
public record ObjectiveScript(
        boolean masked,
        List<ParameterSpec> parameters,
        List<Fragment> fragments,
        List<Statistic> statistics,
        boolean attention) {
    /** An objective that does not ask for queries, keys and values. */
    public ObjectiveScript(
            boolean masked, List<ParameterSpec> parameters, List<Fragment> fragments, List<Statistic> statistics) {
        this(masked, parameters, fragments, statistics, false);
    }

    public ObjectiveScript {
        parameters = List.copyOf(parameters);
        fragments = List.copyOf(fragments);
        statistics = List.copyOf(statistics);
    }
}
