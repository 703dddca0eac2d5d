package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Seeds;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.TrainingGoal;

/**
 * A network with the shared encoder in training. One script call computes the losses and gradients of a batch; for
 * masked prediction these are {@code mean CE over masked + w * mean CE over unmasked + p * mean square of the front
 * end's output}.
 */
public final class NetworkInTraining implements Pretrainable {
    private final EngineContext engine;
    private final Architecture architecture;
    private final Precision precision;
    private final PretrainOptions options;
    private final NDManager manager;
    private final Script script;
    private final ParameterSet parameters;
    private final NetworkObjective objective;
    private InputNormalization normalization = InputNormalization.NONE;
    private NDArray normalizationArray;
    private @Nullable BlockTimer timer;

    private NetworkInTraining(
            EngineContext engine,
            Architecture architecture,
            UpstreamSpec upstream,
            PretrainOptions options,
            NetworkObjective objective) {
        this.engine = engine;
        this.architecture = architecture;
        this.precision = upstream.precision();
        this.options = options;
        this.objective = objective;
        this.manager = engine.manager().newSubManager();
        this.script =
                Script.load(engine, objective.source(upstream.precision(), options, ComputeDevice.training(engine)));
        this.parameters =
                ParameterSet.random(manager, objective.network().parameters(), new SplittableRandom(upstream.seed()));
        this.normalizationArray =
                normalization.array(manager, architecture.front().input().width());
    }

    /** A model for masked prediction with random weights drawn from the seed of the spec. */
    public static NetworkInTraining random(
            EngineContext engine,
            Architecture architecture,
            UpstreamSpec upstream,
            PretrainOptions options,
            int classes) {
        return new NetworkInTraining(
                engine, architecture, upstream, options, new NetworkObjective.Masked(architecture, classes));
    }

    /** A model for another objective with random weights drawn from the seed of the spec. */
    public static NetworkInTraining random(
            EngineContext engine,
            Architecture architecture,
            UpstreamSpec upstream,
            PretrainOptions options,
            ObjectiveScript script) {
        return new NetworkInTraining(
                engine, architecture, upstream, options, new NetworkObjective.Scripted(architecture, script));
    }

    @Override
    public UpstreamCard card() {
        return architecture.card();
    }

    @Override
    public InputKind input() {
        return architecture.front().input();
    }

    @Override
    public FrameGeometry geometry() {
        return architecture.front().geometry();
    }

    @Override
    public List<Statistic> statistics() {
        return objective.statistics();
    }

    @Override
    public int maskedMultiple() {
        return architecture.maskedFrames().multiple();
    }

    @Override
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public void normalize(InputNormalization measured) {
        normalization = measured;
        normalizationArray.close();
        normalizationArray =
                measured.array(manager, architecture.front().input().width());
    }

    @Override
    public TrainingGoal.Step gradients(NDManager results, PretrainBatch batch, NDArray lossScale) {
        Seeds seeds = new Seeds(batch.seed());
        Subnetworks.Choice drawn = architecture.subnetworks().draw(seeds, batch.step());
        boolean[] keep = LayerMask.draw(seeds, batch.step(), drawn.layers(), options.layerDrop());
        NDList out = run("gradients", results, batch, keep, drawn, lossScale);
        return new TrainingGoal.Step(out.get(0), out.subList(1, out.size()));
    }

    @Override
    public TrainingGoal.Step evaluate(NDManager results, PretrainBatch batch) {
        Subnetworks.Choice whole = architecture.subnetworks().whole();
        boolean[] keep = LayerMask.all(whole.layers().size());
        NDList out = run("evaluate", results, batch, keep, whole, results.create(1f));
        return new TrainingGoal.Step(out.get(0), List.of());
    }

    /** Empty where the layers process other frames than the blocks around them, and if it is not masked prediction. */
    @Override
    public Map<String, Double> secondsByBlock(NDManager results, PretrainBatch batch) {
        if (architecture.maskedFrames() == MaskPlacement.DECODER
                || !(objective instanceof NetworkObjective.Masked masked)) {
            return Map.of();
        }
        if (timer == null) {
            timer = new BlockTimer(engine, architecture, masked.classes(), precision, options);
        }
        try (NDManager m = results.newSubManager()) {
            List<NDArray> given = List.of(
                    batch.input(m, m, shape(batch)),
                    m.create(new long[0]),
                    m.create(new float[0]),
                    normalizationArray,
                    m.create(NetworkObjective.Masked.rows(batch, true)),
                    m.create(batch.frames().classes()));
            return timer.seconds(m, given, parameters.list());
        }
    }

    private Shape shape(PretrainBatch batch) {
        InputKind input = architecture.front().input();
        return input == InputKind.WAVEFORM
                ? new Shape(batch.size(), batch.crops().units())
                : new Shape(batch.size(), batch.crops().units(), input.width());
    }

    /** The arrays of a batch are created on the host; the script copies them to the device without waiting. */
    private NDList run(
            String method,
            NDManager results,
            PretrainBatch batch,
            boolean[] keep,
            Subnetworks.Choice network,
            NDArray lossScale) {
        try (NDManager m = results.newSubManager(Device.cpu())) {
            PretrainBatch.Divisors d = batch.divisors();
            Arguments arguments = Arguments.of(
                    batch.input(results, m, shape(batch)),
                    m.create(new long[0]),
                    m.create(new float[0]),
                    normalizationArray,
                    LayerMask.array(m, keep));
            objective.give(arguments, m, batch, network);
            arguments
                    .add(m.create(new float[] {(float) d.masked(), (float) d.unmasked(), (float) d.share()}))
                    .add(lossScale)
                    .add(parameters.list());
            return script.call(results, method, arguments);
        }
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("provider", architecture.provider());
        config.put("size", architecture.size());
        config.put("settings", architecture.settings());
        if (objective.classes() > 0) {
            config.put("classes", objective.classes());
        }
        config.put("normalization", normalization.config());
        return config;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
        script.close();
        manager.close();
    }
}
