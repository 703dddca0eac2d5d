package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.targets.Knowledge;
import org.speechbench.upstream.targets.Teaching;

/** A frozen model with the shared encoder, as a teacher. */
final class TransformerTeacher implements Teaching.Network {
    private final FrozenNetwork network;

    TransformerTeacher(
            EngineContext engine,
            TransformerCheckpoint<?> model,
            InputReader reader,
            UpstreamSpec options,
            Knowledge wanted) {
        Architecture a = model.architecture();
        ScriptAssembler parts =
                wanted.logits() ? ScriptAssembler.predicting(a, model.classes()) : ScriptAssembler.encoding(a);
        this.network = new FrozenNetwork(
                engine, model, reader, options, parts, kernels -> parts.teachingSource(a, kernels, wanted));
    }

    /** What a model can teach besides its hidden states. */
    static Teaching.Facts facts(Architecture a, int classes) {
        boolean encoder =
                a.maskedFrames() == MaskPlacement.ENCODER && a.encoder().joinedFrames() == 1;
        boolean predicts = encoder && !a.predictLayers().isEmpty();
        return new Teaching.Facts(encoder, a.encoder().attentionHeads(), predicts ? classes : 0);
    }

    @Override
    public List<NDArray> give(NDManager results, WaveformBatch crops, boolean[] masked) {
        try (NDManager host = results.newSubManager(Device.cpu())) {
            return network.call(results, "taught", crops, mask(host, crops, masked));
        }
    }

    private NDArray mask(NDManager host, WaveformBatch crops, boolean[] masked) {
        int size = crops.waveforms().size();
        int given = masked.length / size;
        int frames = network.input().frames(crops.longest());
        boolean[] own = new boolean[size * frames];
        for (int b = 0; b < size; b++) {
            System.arraycopy(masked, b * given, own, b * frames, Math.min(given, frames));
        }
        return host.create(own, new Shape(size, frames));
    }

    @Override
    public void close() {
        network.close();
    }
}
