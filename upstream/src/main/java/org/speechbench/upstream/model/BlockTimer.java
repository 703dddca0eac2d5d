package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.pretrain.PretrainOptions;

/** Times each block of a network separately, forward and backward, on the shapes of a training step. */
final class BlockTimer implements AutoCloseable {
    private static final int NOISE = 4;

    /**
     * The fastest of this number of calls counts, because the time of one direction is the difference of two measured
     * times.
     */
    private static final int CALLS = 3;

    /** The shortest time that is reported. */
    private static final double CLOCK = 1e-9;

    @SuppressWarnings("InlineFormatString") // a method of a script reads better by itself
    private static final String METHOD =
            """
            def measured_%s(
                self,
                x: Tensor,
                lengths: Tensor,
                valid: Tensor,
                normalization: Tensor,
                masked: Tensor,
                targets: Tensor,
                noise: Tensor,
                shared: List[Tensor],
                w: List[Tensor],
                backward: Tensor,
            ) -> Tensor:
                p = self.leaves([x] + %s, %d)
                x = p[0]
                w = p[1:]
                return self.measured(%s, p[%d:], backward)
            """;

    private final List<TimedBlock> blocks;
    private final Script script;

    /**
     * A block and the call of its method.
     *
     * @param weights as scripts of the whole network name them
     * @param input index of its input among the arrays that {@code block_inputs} returns
     * @param first 1 if its input is that of the network, for which there is no gradient, 0 otherwise
     * @param times number of blocks of this kind
     */
    private record TimedBlock(String name, String call, String weights, int input, int first, int times) {
        Fragment fragment(ScriptAssembler network) {
            return Fragment.text(name, String.format(Locale.ROOT, METHOD, name, weights, first, call, first))
                    .weights(network.layout());
        }
    }

    BlockTimer(EngineContext engine, Architecture a, int classes, Precision precision, PretrainOptions options) {
        this.blocks = blocks(a);
        ScriptAssembler network = ScriptAssembler.pretraining(a, classes);
        ScriptSource source = network.trainSource(a, precision, options, ComputeDevice.training(engine));
        source.add(Fragment.of(BlockTimer.class, "block_inputs.py").weights(network.layout()));
        blocks.forEach(b -> source.add(b.fragment(network)));
        this.script = Script.load(engine, source);
    }

    private static List<TimedBlock> blocks(Architecture a) {
        List<TimedBlock> blocks = new ArrayList<>();
        blocks.add(new TimedBlock(Cost.FRONT_END, "self.front(x, lengths, normalization, w)", "w.front", 0, 1, 1));
        blocks.add(new TimedBlock(Cost.PROJECTION, "self.project(x, w, noise, True)", "w.feature_projection", 1, 0, 1));
        blocks.add(new TimedBlock(Cost.POSITIONS, "self.positions(x, valid, w)", "w.encoder.pos_conv", 2, 0, 1));
        String layer = "w.encoder.layers[0]";
        int layers = a.encoder().layers();
        Map<String, String> timed = a.encoder().layer(0).timed();
        timed.forEach((name, call) -> blocks.add(new TimedBlock(name, call, layer + "." + name, 3, 0, layers)));
        if (timed.isEmpty()) {
            blocks.add(new TimedBlock("layer", "self.layer(x, shared, w, noise, True)", layer, 3, 0, layers));
        }
        String head = "self.prediction_loss(x, masked, targets, w)[0]";
        blocks.add(new TimedBlock(
                Cost.HEAD, head, "w.heads[0]", 3, 0, a.predictLayers().size()));
        return blocks;
    }

    /**
     * Seconds by block and direction, for example {@code attention.backward}, in the order of a step; the times of all
     * layers are added up. The time of the backward pass is that of both passes minus that of the forward pass.
     *
     * @param batch input, lengths, valid frames, normalisation, rows of masked frames, targets
     */
    Map<String, Double> seconds(NDManager manager, List<NDArray> batch, List<NDArray> weights) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (NDManager m = manager.newSubManager()) {
            Arguments input =
                    Arguments.of(batch.subList(0, 4).toArray(NDArray[]::new)).add(weights);
            NDList given = script.call(m, "block_inputs", input);
            Map<String, Double> backward = new LinkedHashMap<>();
            for (TimedBlock block : blocks) {
                double forward = seconds(m, block, batch, given, weights, 0);
                double both = seconds(m, block, batch, given, weights, 1);
                seconds.put(block.name() + ".forward", block.times() * forward);
                backward.put(block.name() + ".backward", block.times() * Math.max(CLOCK, both - forward));
            }
            List<String> names = new ArrayList<>(backward.keySet());
            Collections.reverse(names);
            names.forEach(name -> seconds.put(name, backward.getOrDefault(name, 0.0)));
        }
        return seconds;
    }

    private double seconds(
            NDManager manager,
            TimedBlock block,
            List<NDArray> batch,
            NDList given,
            List<NDArray> weights,
            float backward) {
        try (NDManager m = manager.newSubManager()) {
            Arguments arguments = Arguments.of(given.get(block.input()));
            batch.subList(1, batch.size()).forEach(arguments::add);
            arguments
                    .add(given.get(NOISE))
                    .add(given.subList(NOISE + 1, given.size()))
                    .add(weights)
                    .add(m.create(backward));
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < CALLS; i++) {
                long began = System.nanoTime();
                script.callOne(m, "measured_" + block.name(), arguments).getFloat();
                least = Math.min(least, (System.nanoTime() - began) / 1e9);
            }
            return least;
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
