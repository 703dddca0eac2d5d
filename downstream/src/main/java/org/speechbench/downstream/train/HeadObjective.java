package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.Fragment;

/**
 * What a head is trained to lower, and how its output answers. Found with ServiceLoader by the name that a task's recipe
 * gives. Stateless.
 */
public interface HeadObjective extends Named {
    /**
     * Fragments with the methods
     *
     * <pre>def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -&gt; Tensor
     *def batch_loss(self, rows: Tensor, frames: Tensor) -&gt; Tensor</pre>
     *
     * and those that {@link #answers} needs. The first has the output y of the head, (B, T', C) or (B, C), the valid output
     * frames (B) int64, the targets (B, S) int64, padded with 0, and their lengths (B) int64, and returns the loss of each
     * row (B); the second returns from them the scalar whose gradient is taken.
     *
     * @param groups sizes of the groups of classes of which one each is right; they add up to C
     */
    List<Fragment> fragments(List<Integer> groups);

    /** How the output of the head becomes predictions. */
    AnswerReader answers();

    /** Whether a target fits so many output frames; where it does not, the utterance teaches nothing. */
    default boolean feasible(int[] target, int frames) {
        return true;
    }
}
