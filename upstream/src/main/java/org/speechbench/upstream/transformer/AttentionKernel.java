package org.speechbench.upstream.transformer;

import ai.djl.Device;
import java.util.Locale;
import org.speechbench.core.result.Machine;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.script.ScriptSource;

/** How attention is computed; the same function either way ({@code docs/performance.md}). */
enum AttentionKernel {
    /** Products and softmax one by one, with dropout masks of ours: for training. */
    WRITTEN_OUT,
    /** By the engine's fused kernel, which never writes the scores out; without dropout. */
    FUSED;

    /** The faster one for encoding: fused on GPUs, and on CPUs whose matrix units it uses. */
    static AttentionKernel forEncoding(Device device, Precision precision) {
        return forEncoding(device, precision, Machine.probe());
    }

    static AttentionKernel forEncoding(Device device, Precision precision, Machine machine) {
        boolean matrixUnits = precision == Precision.BF16 && machine.isaFlags().contains("amx_bf16");
        return device.isGpu() || matrixUnits ? FUSED : WRITTEN_OUT;
    }

    /** Adds the method {@code attention_core}. */
    void script(ScriptSource source) {
        source.fragment(AttentionKernel.class, "attention_" + name().toLowerCase(Locale.ROOT) + ".torchscript");
    }
}
