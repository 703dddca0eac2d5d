package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/** A frozen model with the shared encoder. */
public final class TransformerUpstream implements Upstream {
    private final UpstreamCard card;
    private final FrozenNetwork network;
    private final FrameTimes times;
    private final boolean usesLabels;

    /** Turns waveforms into the front end's input. */
    public interface InputReader extends AutoCloseable {
        /**
         * Shape (B, N) or (B, F, W), padded with zeros, on the host or the device. On the host it is copied without
         * waiting for the device.
         *
         * @param results of the device; owns what is returned
         */
        NDArray read(NDManager results, WaveformBatch batch);

        /** Number of units of input (samples or feature frames) for a number of samples. */
        int units(int samples);

        @Override
        void close();
    }

    /**
     * A frozen model: its weights are those of the checkpoint, or are drawn from the options' seed if it has none. All
     * names that encoding uses must be present with the right sizes; other names are ignored.
     */
    public TransformerUpstream(
            EngineContext engine, TransformerCheckpoint<?> model, InputReader reader, UpstreamSpec options) {
        Architecture architecture = model.architecture();
        this.card = architecture.card();
        this.usesLabels = model.told().usesLabels();
        ScriptAssembler parts = ScriptAssembler.encoding(architecture);
        this.network = new FrozenNetwork(engine, model, reader, options, parts, parts::encodeSource);
        FrameGeometry geometry = architecture.stateFrames().geometry();
        this.times = FrameTimes.of(
                architecture.front().input() == InputKind.WAVEFORM ? geometry : FrameGeometry.KALDI.then(geometry));
    }

    @Override
    public UpstreamCard card() {
        return card;
    }

    @Override
    public String digest() {
        return network.digest();
    }

    @Override
    public Map<String, String> kernels() {
        return network.kernels();
    }

    @Override
    public boolean usesLabels() {
        return usesLabels;
    }

    @Override
    public int atMostFrames(int samples) {
        return network.input().frames(samples);
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        int[] frames = network.input().frames(batch);
        NDManager results = network.newManager();
        try {
            return HiddenStates.of(results, network.call(results, "encode", batch), frames, times);
        } catch (RuntimeException e) {
            results.close();
            throw e;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
