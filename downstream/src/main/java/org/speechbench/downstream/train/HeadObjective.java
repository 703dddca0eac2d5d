package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.Fragment;

/**
 * The loss that a head is trained to minimise, and how its output is converted to predictions. It is found with
 * ServiceLoader by the name that a task's recipe gives, and it is stateless.
 */
public interface HeadObjective extends Named {
    /**
     * Fragments with the methods
     *
     * <pre>def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -&gt; Tensor
     *def batch_loss(self, rows: Tensor, frames: Tensor) -&gt; Tensor</pre>
     *
     * and those that {@link #answers} needs. The first takes the output y of the head, (B, T', C) or (B, C), the
     * numbers of valid output frames (B) int64, the targets (B, S) int64, padded with 0, and their lengths (B) int64,
     * and returns the loss of each row (B); the second computes from these losses the scalar whose gradient is taken.
     *
     * @param groups sizes of the groups of classes, in each of which one class is right; they add up to C
     */
    List<Fragment> fragments(List<Integer> groups);

    /** How the output of the head is converted to predictions. */
    AnswerReader answers();

    /** What its targets are. */
    default TargetKind targets() {
        return TargetKind.FREE;
    }

    /**
     * Whether a target fits a number of output frames; an utterance whose target does not fit contributes nothing to
     * training.
     */
    default boolean feasible(int[] target, int frames) {
        return true;
    }
}
