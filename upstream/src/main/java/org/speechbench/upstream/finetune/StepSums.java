package org.speechbench.upstream.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.UserError;

/** Losses and norms since the last event. They stay on the device until {@link #read}, so that no step waits for one. */
final class StepSums implements AutoCloseable {
    private record Pending(long step, NDArray loss, NDArray norm) {}

    private final NDManager owner;
    private final List<Pending> pending = new ArrayList<>();
    private double loss;
    private double norm;
    private int steps;
    private int norms;

    StepSums(NDManager owner) {
        this.owner = owner.newSubManager();
    }

    /** Goes on with the sums of a checkpoint. */
    void restore(double lossSum, double normSum, int lossCount, int normCount) {
        loss = lossSum;
        norm = normSum;
        steps = lossCount;
        norms = normCount;
    }

    /** Adds a step; takes over both arrays. */
    void add(long step, NDArray stepLoss, NDArray stepNorm) {
        stepLoss.attach(owner);
        stepNorm.attach(owner);
        pending.add(new Pending(step, stepLoss, stepNorm));
    }

    /**
     * Waits for the steps so far. Steps that updated nothing, as their gradients were not finite, have no norm.
     *
     * @throws UserError naming the first step whose loss is not finite
     */
    void read() {
        for (Pending p : pending) {
            double value = p.loss().getFloat();
            if (!Double.isFinite(value)) {
                throw Finetuner.diverged(p.step());
            }
            loss += value;
            steps++;
            double length = p.norm().getFloat();
            if (Double.isFinite(length)) {
                norm += length;
                norms++;
            }
            p.loss().close();
            p.norm().close();
        }
        pending.clear();
    }

    /** Sum over steps, after {@link #read}; likewise the others. */
    double loss() {
        return loss;
    }

    double norm() {
        return norm;
    }

    int steps() {
        return steps;
    }

    int norms() {
        return norms;
    }

    /** Mean norm of the gradients before clipping; NaN if none was finite. */
    double meanNorm() {
        return norm / norms;
    }

    void clear() {
        restore(0, 0, 0, 0);
    }

    @Override
    public void close() {
        owner.close();
    }
}
