package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;

/**
 * How a network's blocks are computed.
 *
 * @param precision of matrix products
 * @param compute a set that is not {@linkplain KernelSet#OPTIMISED optimised} may accept only batches without padding
 * @param dropout after residuals, attention and input
 * @param activationDropout inside feed-forward blocks
 * @param device that computes
 */
public record Kernels(
        Precision precision,
        KernelSet compute,
        AttentionKernel attention,
        DropoutMasks dropout,
        double activationDropout,
        ComputeDevice device) {
    /** Kernels for encoding on a CPU, see {@link #forEncoding(ComputeDevice, Precision)}. */
    public static Kernels forEncoding(AttentionKernel attention, Precision precision) {
        return forEncoding(attention, precision, ComputeDevice.of(Device.cpu()));
    }

    /** Kernels for encoding, without dropout; joining the weights of projections at each call would cost more than it gains. */
    static Kernels forEncoding(ComputeDevice where, Precision precision) {
        return forEncoding(AttentionKernel.forEncoding(where.device(), precision), precision, where);
    }

    private static Kernels forEncoding(AttentionKernel attention, Precision precision, ComputeDevice where) {
        KernelSet compute = KernelSet.OPTIMISED.without(KernelOption.JOINED_PROJECTIONS);
        return new Kernels(precision, compute, attention, DropoutMasks.none(), 0, where);
    }

    /** Kernels of pre-training on the device of an engine. */
    public static Kernels of(PretrainOptions options, Precision precision, EngineContext engine) {
        return of(options, precision, ComputeDevice.training(engine));
    }

    static Kernels of(PretrainOptions options, Precision precision, ComputeDevice where) {
        return new Kernels(
                precision,
                onDevice(options.compute(), where),
                AttentionKernel.forTraining(where.device(), options.compute()),
                DropoutMasks.of(options, where.device()),
                options.activationDropout(),
                where);
    }

    static Kernels of(FinetuneOptions options, Precision precision, ComputeDevice where) {
        return new Kernels(
                precision,
                onDevice(KernelSet.OPTIMISED, where),
                AttentionKernel.forTraining(where.device(), KernelSet.OPTIMISED),
                DropoutMasks.hashed(options.regularisation().dropout(), where.device()),
                options.regularisation().activationDropout(),
                where);
    }

    /** The same kernels in another precision. */
    public Kernels with(Precision other) {
        return new Kernels(other, compute, attention, dropout, activationDropout, device);
    }

    /** What is optimised: on a CPU, joining the weights of projections costs more than it gains, and is done only if asked for. */
    private static KernelSet onDevice(KernelSet compute, ComputeDevice where) {
        boolean chosen = compute.equals(KernelSet.OPTIMISED) && !where.isGpu();
        return chosen ? compute.without(KernelOption.JOINED_PROJECTIONS) : compute;
    }

    public boolean uses(KernelOption optimisation) {
        return compute.uses(optimisation);
    }

    /** The methods {@code affine(x, w)}, {@code norm(x, w)} and {@code padding_zeroed(x, valid)}. */
    public static Fragment linear() {
        return Fragment.of(Kernels.class, "linear.py");
    }

    /**
     * The method {@code projections(x, w)}, from (B, T, D) to a list of queries, keys and values (B, T, D), of an attention
     * whose weights are {@code q_proj}, {@code k_proj} and {@code v_proj}.
     */
    public Fragment projections() {
        boolean joined = uses(KernelOption.JOINED_PROJECTIONS);
        return Fragment.of(Kernels.class, joined ? "projections_joined.py" : "projections_apart.py");
    }

    /** Concatenates lists. */
    @SafeVarargs
    public static List<Fragment> joined(List<Fragment>... lists) {
        List<Fragment> all = new ArrayList<>();
        for (List<Fragment> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
