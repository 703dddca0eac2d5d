package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PretrainDiagnostics;

/**
 * Sums over the steps since the last event. Statistics stay on the device until {@link #read}, so that a step does not
 * wait for the one before it.
 */
final class Interval implements AutoCloseable {
    private static final int PENALTY = 6;
    private static final int STATISTICS = 7;
    private static final int NORM = 7;
    private static final int NORMS = 8;
    private static final int STEPS = 9;
    private static final int AUDIO = 10;
    private static final int SECONDS = 11;
    /** Losses by layer, then predictions by class, as many as the model has. */
    private static final int BREAKDOWN = 12;

    private record Pending(long step, NDArray statistics, NDArray norm) {}

    private final NDManager owner;
    private final List<Pending> pending = new ArrayList<>();
    private final List<Integer> layers;
    private double[] sums;

    /**
     * An interval.
     *
     * @param layers that the statistics tell apart
     * @param sums of an interval that a checkpoint cut in two; empty to begin one
     */
    Interval(NDManager owner, List<Integer> layers, double[] sums) {
        this.owner = owner.newSubManager();
        this.layers = List.copyOf(layers);
        this.sums = Arrays.copyOf(sums, Math.max(sums.length, BREAKDOWN));
    }

    /** Adds a step; takes over both arrays. */
    void add(long step, NDArray statistics, NDArray norm, double audioSeconds) {
        statistics.attach(owner);
        norm.attach(owner);
        pending.add(new Pending(step, statistics, norm));
        sums[STEPS]++;
        sums[AUDIO] += audioSeconds;
    }

    /** Adds time spent on training. */
    void spent(double seconds) {
        sums[SECONDS] += seconds;
    }

    /**
     * Waits for the steps so far and adds what they found.
     *
     * @throws UserError naming the first step whose loss is not a number
     */
    void read() {
        for (Pending p : pending) {
            float[] values = p.statistics().toFloatArray();
            for (int i = 0; i < STATISTICS; i++) {
                if (!Float.isFinite(values[i])) {
                    throw diverged(p.step());
                }
                sums[i] += values[i];
            }
            addBreakdown(values);
            float norm = p.norm().getFloat();
            if (Float.isFinite(norm)) {
                sums[NORM] += norm;
                sums[NORMS]++;
            }
            p.statistics().close();
            p.norm().close();
        }
        pending.clear();
    }

    private void addBreakdown(float[] values) {
        int size = values.length - STATISTICS;
        sums = sums.length < BREAKDOWN + size ? Arrays.copyOf(sums, BREAKDOWN + size) : sums;
        for (int i = 0; i < size; i++) {
            sums[BREAKDOWN + i] += values[STATISTICS + i];
        }
    }

    static UserError diverged(long step) {
        return new UserError(
                "Training diverged at step " + (step + 1) + ": the loss is not a number.",
                "Lower learning_rate or use precision fp32; checkpoints from before are kept.");
    }

    /** For a checkpoint, after {@link #read}. */
    double[] sums() {
        return sums.clone();
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    /** Mean cross-entropy over masked frames. */
    double maskedLoss() {
        return sums[0] / sums[4];
    }

    /** Mean cross-entropy over unmasked frames; NaN if it was not computed. */
    double unmaskedLoss() {
        return sums[1] / sums[5];
    }

    double maskedAccuracy() {
        return sums[2] / sums[4];
    }

    double unmaskedAccuracy() {
        return sums[3] / sums[5];
    }

    /** Losses by layer and the use of classes; the development split's part is empty. */
    PretrainDiagnostics diagnostics() {
        Map<Integer, Double> losses = new TreeMap<>();
        for (int l = 0; l < layers.size(); l++) {
            losses.put(layers.get(l), sums[BREAKDOWN + l] / sums[4]);
        }
        ClassUse use = ClassUse.of(Arrays.copyOfRange(sums, BREAKDOWN + layers.size(), sums.length));
        return new PretrainDiagnostics(losses, use.share(), use.perplexity(), null);
    }

    /** What was minimised. */
    double loss(PretrainOptions options) {
        double unmasked = options.unmaskedWeight() > 0 ? options.unmaskedWeight() * unmaskedLoss() : 0;
        return maskedLoss() + unmasked + options.featurePenalty() * sums[PENALTY] / sums[STEPS];
    }

    /** Mean norm of the gradients before clipping; NaN if none was finite. */
    double gradientNorm() {
        return sums[NORM] / sums[NORMS];
    }

    /** Audio trained on in a second. */
    double speed() {
        return sums[AUDIO] / sums[SECONDS];
    }

    @Override
    public void close() {
        owner.close();
    }
}
