package org.speechbench.upstream.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.Digests;
import org.speechbench.engine.TorchModule;
import org.speechbench.upstream.exported.ExportAdvice;
import org.speechbench.upstream.exported.ExportedModel;
import org.speechbench.upstream.exported.ExportedStates;

/**
 * A file with the method {@code forward(wave (B, N) fp32, lengths (B) int64)}, which returns {@code (list of (B, T, D) fp32,
 * lengths (B) int64)}.
 */
record TorchScriptModel(TorchModule module, Path file) implements ExportedModel {
    /** Raised whenever the same file gives other states. */
    private static final int VERSION = 1;

    private static final ExportAdvice ADVICE = new ExportAdvice(
            "Export it with forward(wave, lengths) that takes waves of any length and returns (list of layers, lengths), as"
                    + " docs/any-model.md shows.",
            "Export it in evaluation mode: model.eval() before torch.jit.script or torch.jit.trace removes dropout.",
            "Export it for waves of any length: torch.jit.trace keeps sizes that Python computed from its example.");

    @Override
    public ExportedStates call(NDManager results, float[] samples, long... lengths) {
        int rows = lengths.length;
        NDArray wave = results.create(samples, new Shape(rows, samples.length / rows));
        NDList out = module.forward(results, ADVICE.contract(), wave, results.create(lengths));
        if (out.size() < 2) {
            throw ExportedStates.wrong(
                    this, out.isEmpty() ? "nothing" : "one tensor, " + ExportedStates.text(out.get(0)));
        }
        return ExportedStates.of(this, rows, out.subList(0, out.size() - 1), out.get(out.size() - 1));
    }

    @Override
    public long parameters() {
        return module.parameters();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("format", "TorchScript, a program that is executed");
    }

    @Override
    public String digest() {
        return Digests.sha256(TorchScriptProvider.NAME + "/" + VERSION + "/" + Digests.sha256(file));
    }

    @Override
    public ExportAdvice advice() {
        return ADVICE;
    }

    @Override
    public void close() {
        module.close();
    }
}
