package org.speechbench.upstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speechbench.core.UserError;

/**
 * Sums over the steps since the last event. Statistics stay on the device until {@link #read}, so that a step does not
 * wait for the one before it.
 */
public final class StepStatistics implements AutoCloseable {
    private record Pending(long step, NDArray statistics, NDArray norm) {}

    private final NDManager owner;
    private final List<Statistic> layout;
    private final List<Pending> pending = new ArrayList<>();
    private final double[] values;
    private double steps;
    private double norm;
    private double norms;
    private double audioSeconds;
    private double seconds;

    /**
     * The state of the sums; kept in checkpoints.
     *
     * @param values sums of the statistics, in their order; empty for none
     * @param steps in all sums but norm
     * @param norm sum of the gradients' norms
     * @param norms number of finite norms
     * @param audioSeconds trained on
     * @param seconds spent on training
     */
    record Sums(double[] values, double steps, double norm, double norms, double audioSeconds, double seconds) {
        static final Sums NONE = new Sums(new double[0], 0, 0, 0, 0, 0);
    }

    /** Creates sums without any step. */
    public StepStatistics(NDManager owner, List<Statistic> layout) {
        this(owner, layout, Sums.NONE);
    }

    /** @param from sums of an interval that a checkpoint interrupted, or none */
    StepStatistics(NDManager owner, List<Statistic> layout, Sums from) {
        this.owner = owner.newSubManager();
        this.layout = List.copyOf(layout);
        this.values = Arrays.copyOf(from.values(), Statistic.width(layout));
        this.steps = from.steps();
        this.norm = from.norm();
        this.norms = from.norms();
        this.audioSeconds = from.audioSeconds();
        this.seconds = from.seconds();
    }

    /** Adds a step; takes ownership of both arrays. */
    public void add(long step, NDArray statistics, NDArray stepNorm, double audio) {
        statistics.attach(owner);
        stepNorm.attach(owner);
        pending.add(new Pending(step, statistics, stepNorm));
        steps++;
        audioSeconds += audio;
    }

    /** Adds time spent on training. */
    void spent(double more) {
        seconds += more;
    }

    /**
     * Waits for the steps so far, once for all of them, and adds their statistics. Steps whose gradients were not finite, which changed
     * nothing, have no norm.
     *
     * @throws UserError naming the first step whose loss is not a number
     */
    public void read() {
        if (pending.isEmpty()) {
            return;
        }
        FloatBuffer read = FloatBuffer.wrap(readBack());
        for (Pending p : pending) {
            for (int i = 0; i < values.length; i++) {
                float value = read.get();
                if (!Float.isFinite(value)) {
                    throw diverged(p.step());
                }
                values[i] += value;
            }
            float length = read.get();
            if (Float.isFinite(length)) {
                norm += length;
                norms++;
            }
            p.statistics().close();
            p.norm().close();
        }
        pending.clear();
    }

    /** The statistics and the norm of each pending step. */
    private float[] readBack() {
        try (NDManager scope = owner.newSubManager()) {
            NDList all = new NDList();
            for (Pending p : pending) {
                if (p.statistics().size() != values.length) {
                    throw new IllegalStateException(p.statistics().size() + " statistics for " + layout);
                }
                NDArray length = p.norm().reshape(1);
                length.attach(scope);
                all.add(p.statistics());
                all.add(length);
            }
            NDArray joined = NDArrays.concat(all);
            joined.attach(scope);
            return joined.toFloatArray();
        }
    }

    /** The error for a step, of which the first is 0, that has left a loss or weights that are not finite. */
    public static UserError diverged(long step) {
        return new UserError(
                "Training diverged at step " + (step + 1) + ": loss or weights are not finite.",
                "Lower learning_rate, set clip, or use precision fp32; checkpoints from before are kept.");
    }

    /** The state for a checkpoint, after {@link #read}. */
    Sums sums() {
        return new Sums(values.clone(), steps, norm, norms, audioSeconds, seconds);
    }

    void clear() {
        Arrays.fill(values, 0);
        steps = 0;
        norm = 0;
        norms = 0;
        audioSeconds = 0;
        seconds = 0;
    }

    /** The sums of the numbers of a statistic. */
    public double[] sum(String name) {
        int at = 0;
        for (Statistic s : layout) {
            if (s.name().equals(name)) {
                return Arrays.copyOfRange(values, at, at + s.size());
            }
            at += s.size();
        }
        throw new IllegalArgumentException("there is no statistic " + name + " among " + layout);
    }

    /** The reported value of a statistic with one number; NaN if there was nothing to count. */
    public double value(String name) {
        Statistic.Reduction reduction = layout.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no statistic " + name))
                .reduction();
        double sum = sum(name)[0];
        if (reduction instanceof Statistic.Per per) {
            return sum / sum(per.count())[0];
        }
        return reduction instanceof Statistic.PerStep ? sum / steps : sum;
    }

    /** Names of the statistics with one number, which {@link #value} takes. */
    public List<String> names() {
        return layout.stream().filter(s -> s.size() == 1).map(Statistic::name).toList();
    }

    /** Number of steps in the sums. */
    public double steps() {
        return steps;
    }

    /** Mean norm of the gradients before clipping; NaN if none was finite. */
    double gradientNorm() {
        return norm / norms;
    }

    /** Seconds of audio trained on per second. */
    double speed() {
        return audioSeconds / seconds;
    }

    @Override
    public void close() {
        owner.close();
    }
}
