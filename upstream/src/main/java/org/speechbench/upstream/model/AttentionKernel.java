package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.Locale;
import org.speechbench.core.result.Machine;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;

/**
 * How attention is computed. Both ways compute the same function, except for which values are dropped
 * ({@code docs/performance.md}).
 */
public enum AttentionKernel {
    /** Products and softmax as separate operations, with dropout masks of this suite: for training. */
    WRITTEN_OUT,
    /** The engine's fused kernel, which never materialises the scores and draws its own dropout. */
    FUSED;

    /** The faster kernel for encoding: fused on GPUs, and on CPUs whose matrix units it uses. */
    static AttentionKernel forEncoding(Device device, Precision precision) {
        return forEncoding(device, precision, Machine.probe());
    }

    static AttentionKernel forEncoding(Device device, Precision precision, Machine machine) {
        boolean matrixUnits = precision == Precision.BF16 && machine.isaFlags().contains("amx_bf16");
        return device.isGpu() || matrixUnits ? FUSED : WRITTEN_OUT;
    }

    /**
     * Fused on GPUs, whose kernel needs no memory for scores; on CPUs, drawing dropout costs the fused kernel more than
     * it gains.
     */
    static AttentionKernel forTraining(Device device, KernelSet compute) {
        return device.isGpu() && compute.uses(KernelOption.FUSED_ATTENTION) ? FUSED : WRITTEN_OUT;
    }

    /**
     * The method {@code attention_core(q, k, v, bias, noise, train)}, from queries, keys and values (B, T, D) and the
     * bias (B * H, 1, T) of padded keys or (B * H, T, T) of queries and keys, which may be empty, to (B, T, D). It takes any
     * number of heads of the width {@code size / heads}.
     *
     * @param dropout of attention weights in training
     */
    public Fragment core(int size, int heads, double dropout) {
        Fragment core = Fragment.of(AttentionKernel.class, "attention_" + name().toLowerCase(Locale.ROOT) + ".py")
                .constant("HEAD_SIZE", size / heads);
        return switch (this) {
            case WRITTEN_OUT -> core.constant("HEAD_SCALE", 1 / Math.sqrt(size / (double) heads));
            case FUSED -> core.constant("ATTENTION_DROPOUT", dropout);
        };
    }
}
