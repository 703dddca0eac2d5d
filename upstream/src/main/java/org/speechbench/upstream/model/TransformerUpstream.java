package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.speechbench.core.Digests;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/** A frozen model with the shared encoder. */
public final class TransformerUpstream implements Upstream {
    private final Architecture architecture;
    private final InputReader reader;
    private final NDManager manager;
    private final KernelChoices choices;
    private final Script script;
    private final List<NDArray> weights;
    private final EncoderInput input;
    private final FrameTimes times;
    private final String digest;
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
        this.architecture = model.architecture();
        InputNormalization normalization = model.normalization();
        List<ParameterSpec> used = ScriptAssembler.encoding(architecture).parameters();
        this.reader = reader;
        this.usesLabels = model.told().usesLabels();
        this.manager = engine.manager().newSubManager();
        this.choices = engine.choices().apart();
        this.script = script(engine.choosing(choices), architecture, options.precision());
        ParameterSet parameters = model.values().isEmpty()
                ? ParameterSet.random(manager, used, new SplittableRandom(options.seed()))
                : ParameterSet.of(manager, used, model.values());
        this.input = new EncoderInput(
                architecture,
                reader,
                normalization.array(manager, architecture.front().input().width()));
        FrameGeometry geometry = architecture.stateFrames().geometry();
        this.times = FrameTimes.of(
                architecture.front().input() == InputKind.WAVEFORM ? geometry : FrameGeometry.KALDI.then(geometry));
        this.digest = Digests.sha256(String.join(
                "|",
                parameters.digest(),
                architecture.provider(),
                architecture.size(),
                architecture.settings().toString(),
                normalization.toString(),
                options.precision().id()));
        this.weights = prepared(parameters);
    }

    private static Script script(EngineContext engine, Architecture architecture, Precision precision) {
        ScriptAssembler network = ScriptAssembler.encoding(architecture);
        return Script.load(
                engine, network.encodeSource(Kernels.forEncoding(ComputeDevice.encoding(engine), precision)));
    }

    /**
     * Frozen weights are converted to the precision of the matrix products once instead of at every call. All of them
     * are copies, because an array made in Java lends its memory to the engine for as long as it is open.
     */
    private List<NDArray> prepared(ParameterSet parameters) {
        List<NDArray> plain = parameters.list();
        NDList prepared = script.call(manager, "prepared", Arguments.of().add(plain));
        plain.forEach(NDArray::close);
        return List.copyOf(prepared);
    }

    @Override
    public UpstreamCard card() {
        return architecture.card();
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public Map<String, String> kernels() {
        return choices.made();
    }

    @Override
    public boolean usesLabels() {
        return usesLabels;
    }

    @Override
    public int atMostFrames(int samples) {
        return input.frames(samples);
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        int[] frames = input.frames(batch);
        NDManager results = manager.newSubManager();
        try (NDManager m = results.newSubManager()) {
            boolean[] all = LayerMask.all(architecture.encoder().layers());
            Arguments arguments = input.arguments(m, batch, all).add(weights);
            NDList states = script.call(results, "encode", arguments);
            return HiddenStates.of(results, states, frames, times);
        } catch (RuntimeException e) {
            results.close();
            throw e;
        }
    }

    @Override
    public void close() {
        reader.close();
        script.close();
        manager.close();
    }
}
