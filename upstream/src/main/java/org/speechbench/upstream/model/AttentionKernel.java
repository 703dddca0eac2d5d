package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.Locale;
import org.speechbench.core.result.Machine;
import org.speechbench.engine.Precision;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.Optimisation;

/** How attention is computed; the same function either way but for the values that are dropped ({@code docs/performance.md}). */
enum AttentionKernel {
    /** Products and softmax one by one, with dropout masks of ours: for training. */
    WRITTEN_OUT,
    /** By the engine's fused kernel, which never writes the scores out and draws its own dropout. */
    FUSED;

    /** The faster one for encoding: fused on GPUs, and on CPUs whose matrix units it uses. */
    static AttentionKernel forEncoding(Device device, Precision precision) {
        return forEncoding(device, precision, Machine.probe());
    }

    static AttentionKernel forEncoding(Device device, Precision precision, Machine machine) {
        boolean matrixUnits = precision == Precision.BF16 && machine.isaFlags().contains("amx_bf16");
        return device.isGpu() || matrixUnits ? FUSED : WRITTEN_OUT;
    }

    /** Fused on GPUs, whose kernel needs no memory for scores; on CPUs drawing dropout costs it more than it gains. */
    static AttentionKernel forTraining(Device device, Compute compute) {
        return device.isGpu() && compute.uses(Optimisation.FUSED_ATTENTION) ? FUSED : WRITTEN_OUT;
    }

    /**
     * Adds the method {@code attention_core}.
     *
     * @param dropout of attention weights in training
     */
    void script(ScriptSource source, double dropout) {
        source.constant("ATTENTION_DROPOUT", dropout);
        source.fragment(AttentionKernel.class, "attention_" + name().toLowerCase(Locale.ROOT) + ".torchscript");
    }
}
