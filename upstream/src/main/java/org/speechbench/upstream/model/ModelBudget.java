package org.speechbench.upstream.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.pretrain.ModuleTimes.Module;
import org.speechbench.upstream.pretrain.TrainingCost;

/** Parameters and multiply-accumulates of a model by block, computed from its architecture alone. */
public final class ModelBudget {
    private static final double SAMPLE_RATE = 16_000;

    /** Parts of a model in the order of the signal. */
    public enum Block {
        /** Convolutions over waveform or log-mel frames. */
        FRONT_END,
        /** Layer norm of the front end's output. */
        FEATURE_NORM,
        PROJECTION,
        MASK_EMBEDDING,
        /** Positional convolution. */
        POSITIONS,
        /** Layer norm before the first layer, or after the last. */
        ENCODER_NORM,
        /** All Transformer layers; of the cost, the products with weights. */
        LAYERS,
        /** Products of queries with keys and of weights with values; without parameters. */
        ATTENTION,
        /** All heads, predicting every frame, and before them the decoder of masked frames where there is one. */
        HEAD
    }

    private final Architecture architecture;
    private final int classes;

    public ModelBudget(Architecture architecture, int classes) {
        this.architecture = architecture;
        this.classes = classes;
    }

    /** Parameters of every block that has some. */
    public Map<Block, Long> parameters() {
        Map<Block, Long> sums = new EnumMap<>(Block.class);
        ModelLayout layout = new ModelLayout(architecture);
        sums.put(Block.FRONT_END, sum(architecture.front()));
        architecture
                .encoder()
                .parameters(architecture.frontWidth())
                .forEach(p -> sums.merge(block(p.name()), (long) p.size(), Long::sum));
        sums.put(Block.HEAD, sum(layout.all(classes)) - sum(layout.backbone()));
        return sums;
    }

    private static long sum(List<ParameterSpec> specs) {
        return specs.stream().mapToLong(ParameterSpec::size).sum();
    }

    private static Block block(String name) {
        if (name.startsWith("feature_projection.layer_norm")) {
            return Block.FEATURE_NORM;
        } else if (name.startsWith("feature_projection")) {
            return Block.PROJECTION;
        } else if (name.equals("mask_embedding")) {
            return Block.MASK_EMBEDDING;
        } else if (name.startsWith("encoder.pos_conv")) {
            return Block.POSITIONS;
        }
        return name.startsWith("encoder.layers") ? Block.LAYERS : Block.ENCODER_NORM;
    }

    /**
     * Multiply-accumulates of every block for one second of audio, forward; norms and non-linear functions, which cost
     * little, are not counted.
     *
     * @param seconds length of an utterance, which the cost of attention depends on
     */
    public Map<Block, Double> multiplyAccumulates(double seconds) {
        TransformerConfig c = architecture.encoder();
        double rate = SAMPLE_RATE / architecture.frameStride();
        double heads = architecture.predictLayers().size()
                * architecture.predictionHead().multiplyAccumulates(c.size(), classes);
        Map<Block, Double> costs = new EnumMap<>(Block.class);
        costs.put(Block.FRONT_END, architecture.frontMultiplyAccumulates());
        costs.put(Block.PROJECTION, rate * c.projectionCost(architecture.frontWidth()));
        costs.put(Block.POSITIONS, rate * c.positionsCost());
        costs.put(Block.LAYERS, rate * c.layersCost());
        costs.put(Block.ATTENTION, rate * c.attentionCost(rate * seconds));
        costs.put(Block.HEAD, rate * (heads + architecture.maskedFrames().multiplyAccumulates(c)));
        return costs;
    }

    /**
     * Arithmetic of a training step by the published masks.
     *
     * @param seconds length of a crop
     */
    public TrainingCost trainingCost(double seconds) {
        Map<Block, Double> macs = multiplyAccumulates(seconds);
        double rate = SAMPLE_RATE / architecture.frameStride();
        double seen = architecture.maskedFrames().seen((int) Math.max(2, Math.round(rate * seconds)), seconds);
        double projections = seen * rate * architecture.encoder().attentionProjectionsCost();
        macs.merge(Block.LAYERS, seen, (cost, share) -> cost * share);
        // Each frame that is seen attends to those that are seen.
        macs.merge(Block.ATTENTION, seen * seen, (cost, share) -> cost * share);
        Map<Module, Double> flops = new EnumMap<>(Module.class);
        flops.put(Module.FRONT_END, flops(macs, Block.FRONT_END));
        flops.put(Module.PROJECTION, flops(macs, Block.PROJECTION));
        flops.put(Module.POSITIONS, flops(macs, Block.POSITIONS));
        flops.put(Module.ATTENTION, flops(macs, Block.ATTENTION) + 2 * projections);
        flops.put(Module.FEED_FORWARD, flops(macs, Block.LAYERS) - 2 * projections);
        flops.put(Module.HEAD, flops(macs, Block.HEAD));
        return new TrainingCost(flops);
    }

    private static double flops(Map<Block, Double> multiplyAccumulates, Block block) {
        return 2 * multiplyAccumulates.getOrDefault(block, 0.0);
    }

    /** Floating-point operations for one second of audio, forward: two a multiply-accumulate. */
    public double flops(double seconds) {
        return 2
                * multiplyAccumulates(seconds).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }
}
