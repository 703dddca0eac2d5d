package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
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
 */
public record Kernels(
        Precision precision,
        KernelSet compute,
        AttentionKernel attention,
        DropoutMasks dropout,
        double activationDropout) {
    /** Kernels for encoding, without dropout. */
    public static Kernels forEncoding(AttentionKernel attention, Precision precision) {
        return new Kernels(precision, KernelSet.OPTIMISED, attention, DropoutMasks.none(), 0);
    }

    static Kernels of(PretrainOptions options, Precision precision, Device device) {
        return new Kernels(
                precision,
                options.compute(),
                AttentionKernel.forTraining(device, options.compute()),
                DropoutMasks.of(options, device),
                0);
    }

    static Kernels of(FinetuneOptions options, Precision precision, Device device) {
        return new Kernels(
                precision,
                KernelSet.OPTIMISED,
                AttentionKernel.forTraining(device, KernelSet.OPTIMISED),
                DropoutMasks.hashed(options.regularisation().dropout(), device),
                options.regularisation().activationDropout());
    }

    public boolean uses(KernelOption optimisation) {
        return compute.uses(optimisation);
    }

    /** The methods {@code affine(x, w)}, {@code norm(x, w)} and {@code padding_zeroed(x, valid)}. */
    public static Fragment linear() {
        return Fragment.of(Kernels.class, "linear.py");
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
