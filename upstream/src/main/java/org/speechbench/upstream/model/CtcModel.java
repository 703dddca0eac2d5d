package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.speechbench.core.Digests;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Script;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.FinetuneBatch;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.training.TrainingGoal;

/**
 * The shared encoder with a linear layer to symbols, trained with CTC. One script call computes the losses and
 * gradients of a step.
 */
public final class CtcModel implements Finetunable {
    private final Architecture architecture;
    private final InputReader reader;
    private final UpstreamSpec options;
    private final FinetuneOptions training;
    private final List<String> symbols;
    private final InputNormalization normalization;
    private final NDManager manager;
    private final Script script;
    private final ParameterLayout layout;
    private final ParameterSet parameters;
    private final EncoderInput input;

    private CtcModel(
            EngineContext engine,
            Architecture architecture,
            InputReader reader,
            UpstreamSpec options,
            FinetuneOptions training,
            List<String> symbols,
            InputNormalization normalization,
            Map<String, float[]> values,
            ComputeDevice where) {
        ScriptAssembler network = ScriptAssembler.recognizer(architecture, symbols.size());
        this.layout = network.layout();
        this.architecture = architecture;
        this.reader = reader;
        this.options = options;
        this.training = training;
        this.symbols = List.copyOf(symbols);
        this.normalization = normalization;
        this.manager = engine.manager().newSubManager();
        this.script = Script.load(engine, network.recognizerSource(options.precision(), training, where));
        this.parameters = ParameterSet.of(manager, network.parameters(), values);
        this.input = new EncoderInput(
                architecture,
                reader,
                normalization.array(manager, architecture.front().input().width()));
    }

    /**
     * A model to be fine-tuned, with a new head drawn from the options' seed.
     *
     * @param model whose backbone is trained further; random weights are drawn from the same seed
     * @throws UserError if the options mask the input of a model that reads waveforms
     */
    public static CtcModel fresh(
            EngineContext engine,
            TransformerCheckpoint<?> model,
            InputReader reader,
            UpstreamSpec options,
            FinetuneOptions training,
            List<String> symbols) {
        Architecture architecture = model.architecture();
        if (training.masking().specAugment() && architecture.front().input().width() == 1) {
            throw new UserError(
                    architecture.provider() + " reads waveforms, which SpecAugment cannot mask.",
                    "Set spec_augment: false, and time_mask_probability instead.");
        }
        Map<String, float[]> values = new HashMap<>();
        SplittableRandom random = new SplittableRandom(options.seed());
        for (ParameterSpec spec :
                ScriptAssembler.recognizer(architecture, symbols.size()).parameters()) {
            boolean drawn = model.values().isEmpty() || spec.name().startsWith(ScriptAssembler.CTC + ".");
            values.put(
                    spec.name(),
                    drawn
                            ? spec.initializer().draw(spec.shape(), random)
                            : Objects.requireNonNull(model.values().get(spec.name()), spec.name()));
        }
        return new CtcModel(
                engine,
                architecture,
                reader,
                options,
                training,
                symbols,
                model.normalization(),
                values,
                ComputeDevice.training(engine));
    }

    /** The fine-tuned model of a folder. */
    public static CtcModel trained(
            EngineContext engine,
            Architecture architecture,
            InputReader reader,
            UpstreamSpec options,
            ModelFolder folder) {
        return new CtcModel(
                engine,
                architecture,
                reader,
                options,
                FinetuneOptions.NONE,
                folder.symbols(),
                folder.normalization(),
                folder.values(),
                ComputeDevice.encoding(engine));
    }

    @Override
    public UpstreamCard card() {
        return architecture.card();
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public String digest() {
        return Digests.sha256(String.join(
                "|",
                parameters.digest(),
                config().toString(),
                options.precision().id()));
    }

    @Override
    public int frames(int samples) {
        return input.frames(samples);
    }

    @Override
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public int first(Part part) {
        return switch (part) {
            case FRONT -> 0;
            case ENCODER -> layout.span(ScriptAssembler.FRONT).end();
            case HEAD -> layout.span(ScriptAssembler.CTC).first();
        };
    }

    @Override
    public int end(Part part) {
        return switch (part) {
            case FRONT -> first(Part.ENCODER);
            case ENCODER -> first(Part.HEAD);
            case HEAD -> layout.span(ScriptAssembler.CTC).end();
        };
    }

    @Override
    public float[][] logProbabilities(Waveform waveform) {
        WaveformBatch batch = WaveformBatch.of(waveform);
        int frames = input.frames(batch)[0];
        try (NDManager m = manager.newSubManager();
                NDManager host = m.newSubManager(Device.cpu())) {
            Arguments arguments = input.arguments(
                            m, batch, LayerMask.all(architecture.encoder().layers()))
                    .add(FinetuneMasks.none(host))
                    .add(parameters.list());
            float[] flat = script.callOne(m, "recognize", arguments).toFloatArray();
            float[][] rows = new float[frames][symbols.size()];
            for (int t = 0; t < frames; t++) {
                System.arraycopy(flat, t * symbols.size(), rows[t], 0, symbols.size());
            }
            return rows;
        }
    }

    @Override
    public TrainingGoal.Step gradients(NDManager results, FinetuneBatch batch, Part from, NDArray lossScale) {
        WaveformBatch waveforms = batch.waveforms();
        int[] frames = input.frames(waveforms);
        Seeds seeds = new Seeds(batch.seed());
        FinetuneMasks masks = new FinetuneMasks(training.masking(), seeds, batch.step(), batch.first());
        try (NDManager m = results.newSubManager();
                NDManager host = m.newSubManager(Device.cpu())) {
            Arguments arguments = input.arguments(m, waveforms, layersKept(seeds, batch.step()))
                    .add(masks.arrays(
                            host,
                            input.units(waveforms),
                            architecture.front().input().width(),
                            input.frontFrames(waveforms),
                            architecture.front().frameStride(),
                            architecture.encoder().size()))
                    .add(targets(host, batch.targets()))
                    .add(host.create(
                            java.util.Arrays.stream(frames).asLongStream().toArray()))
                    .add(host.create(
                            batch.targets().stream().mapToLong(t -> t.length).toArray()))
                    .add(host.create((long) first(from)))
                    .add(host.create(batch.share()))
                    .add(lossScale)
                    .add(parameters.list());
            NDList out = script.call(results, "ctc_gradients", arguments);
            return new TrainingGoal.Step(out.get(0), out.subList(1, out.size()));
        }
    }

    private static NDArray targets(NDManager host, List<int[]> targets) {
        int longest = Math.max(1, targets.stream().mapToInt(t -> t.length).max().orElseThrow());
        long[] padded = new long[targets.size() * longest];
        for (int b = 0; b < targets.size(); b++) {
            int[] target = targets.get(b);
            for (int i = 0; i < target.length; i++) {
                padded[b * longest + i] = target[i];
            }
        }
        return host.create(padded, new Shape(targets.size(), longest));
    }

    private boolean[] layersKept(Seeds seeds, long step) {
        return LayerMask.draw(
                seeds,
                step,
                architecture.encoder().layers(),
                training.regularisation().layerDrop());
    }

    @Override
    public Map<String, Object> config() {
        return ModelFolder.config(architecture, ModelFolder.SYMBOLS, symbols, normalization);
    }

    @Override
    public void close() {
        script.close();
        manager.close();
        reader.close();
    }
}
