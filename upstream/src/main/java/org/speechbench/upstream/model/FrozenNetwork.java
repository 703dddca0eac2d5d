package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.speechbench.core.Digests;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;

/** A network whose weights do not change, on a device: its script, its weights as the script takes them, and its input. */
final class FrozenNetwork implements AutoCloseable {
    private final Architecture architecture;
    private final InputReader reader;
    private final NDManager manager;
    private final KernelChoices choices;
    private final Script script;
    private final List<NDArray> weights;
    private final EncoderInput input;
    private final String digest;

    /**
     * Its weights are those of the checkpoint, or are drawn from the options' seed if it has none. All names that the
     * network has must be present with the right sizes; other names are ignored.
     *
     * @param reader closed with this
     * @param source makes the script, which has the method {@code prepared}
     */
    FrozenNetwork(
            EngineContext engine,
            TransformerCheckpoint<?> model,
            InputReader reader,
            UpstreamSpec options,
            ScriptAssembler network,
            Function<Kernels, ScriptSource> source) {
        this.architecture = model.architecture();
        this.reader = reader;
        List<ParameterSpec> used = network.parameters();
        this.manager = engine.manager().newSubManager();
        this.choices = engine.choices().apart();
        ComputeDevice where = ComputeDevice.encoding(engine.choosing(choices));
        this.script = Script.load(engine, source.apply(Kernels.forEncoding(where, options.precision())));
        ParameterSet parameters = model.values().isEmpty()
                ? ParameterSet.random(manager, used, new SplittableRandom(options.seed()))
                : ParameterSet.of(manager, used, model.values());
        this.input = new EncoderInput(
                architecture,
                reader,
                model.normalization()
                        .array(manager, architecture.front().input().width()));
        this.digest = Digests.sha256(String.join(
                "|",
                parameters.digest(),
                architecture.provider(),
                architecture.size(),
                architecture.settings().toString(),
                model.normalization().toString(),
                options.precision().id()));
        this.weights = prepared(parameters);
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

    EncoderInput input() {
        return input;
    }

    /** Of the weights and everything else that its results depend on. */
    String digest() {
        return digest;
    }

    /** See {@link org.speechbench.upstream.Upstream#kernels}. */
    Map<String, String> kernels() {
        return choices.made();
    }

    /** A manager of the device, whose arrays live at most as long as this. */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /**
     * Calls a method with whole utterances, all layers, and further arguments.
     *
     * @param results of the device; owns what is returned
     */
    NDList call(NDManager results, String method, WaveformBatch batch, NDArray... further) {
        try (NDManager m = results.newSubManager()) {
            boolean[] all = LayerMask.all(architecture.encoder().layers());
            Arguments arguments = input.arguments(m, batch, all);
            for (NDArray array : further) {
                arguments.add(array);
            }
            return script.call(results, method, arguments.add(weights));
        }
    }

    @Override
    public void close() {
        reader.close();
        script.close();
        manager.close();
    }
}
