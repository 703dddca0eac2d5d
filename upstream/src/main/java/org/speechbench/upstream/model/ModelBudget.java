package org.speechbench.upstream.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.pretrain.StepFlops;

/** Parameters and multiply-accumulates of a model, computed from its architecture alone. */
public final class ModelBudget {
    private static final double SAMPLE_RATE = 16_000;
    /** Attention's share of the cost depends on the length; the published figures are for utterances of 10 s. */
    private static final double CARD_SECONDS = 10;

    private final Architecture architecture;
    private final ScriptAssembler network;
    private final double rate;

    /** @param classes of the heads */
    public ModelBudget(Architecture architecture, int classes) {
        this.architecture = architecture;
        this.network = ScriptAssembler.pretraining(architecture, classes);
        this.rate = SAMPLE_RATE / architecture.front().frameStride();
    }

    /**
     * Number of values by the prefix of the parameter names in checkpoints: two words for the backbone, otherwise one.
     */
    public Map<String, Long> parameters() {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (ScriptAssembler.Part part : network.parts()) {
            for (ParameterSpec spec : part.block().parameters("")) {
                String name = spec.name().split("\\.", 2)[0];
                String group = part.slot().equals(ScriptAssembler.MASK) ? name : part.slot();
                boolean split = group.equals(ScriptAssembler.ENCODER) || group.equals("feature_projection");
                sums.merge(split ? group + "." + name : group.split("\\.", 2)[0], (long) spec.size(), Long::sum);
            }
        }
        return sums;
    }

    /**
     * The cost of the forward pass for one second of audio, with all heads predicting every frame.
     *
     * @param seconds length of an utterance, which the cost of attention depends on
     */
    public Cost cost(double seconds) {
        return cost(1, seconds);
    }

    /** @param seen share of the frames that the encoder's layers see */
    private Cost cost(double seen, double seconds) {
        Cost sum = Cost.NONE;
        for (ScriptAssembler.Part part : network.parts()) {
            sum = sum.plus(
                    part.block() instanceof Encoder encoder
                            ? encoder.cost(rate, seen * rate, seconds)
                            : part.block().cost(rate(part), seconds));
        }
        return sum;
    }

    /** Frames per second that pass through a part; heads are given those of the encoder's layers. */
    private double rate(ScriptAssembler.Part part) {
        return part.isHead() ? rate / architecture.encoder().joinedFrames() : rate;
    }

    /**
     * The floating-point operations of a training step with the published masks.
     *
     * @param seconds length of a crop
     */
    public StepFlops stepFlops(double seconds) {
        double seen = architecture.maskedFrames().seen((int) Math.max(2, Math.round(rate * seconds)), seconds);
        return new StepFlops(cost(seen, seconds).times(2).parts());
    }

    /** Floating-point operations of the forward pass for one second of audio: two per multiply-accumulate. */
    public double flops(double seconds) {
        return 2 * cost(seconds).total();
    }

    /** The heads whose predictions are hidden states; empty if they are not. */
    private Optional<StatePredictor> encoded() {
        return architecture.predictor().filter(heads -> architecture.encodesPredictions());
    }

    private int states() {
        int layers = architecture.encoder().layers() + 1;
        return encoded()
                .map(heads -> heads.alone() ? 1 : layers + heads.heads())
                .orElse(layers);
    }

    UpstreamCard card() {
        ScriptAssembler used = ScriptAssembler.encoding(architecture);
        double perSecond = used.parts().stream()
                .mapToDouble(p -> p.block().cost(rate(p), CARD_SECONDS).total())
                .sum();
        long parameters =
                used.parameters().stream().mapToLong(ParameterSpec::size).sum();
        // A multiply-accumulate is two operations; the backward pass costs twice the forward pass.
        double gigaFlops = perSecond * 2 * 3 / 1e9;
        return new UpstreamCard(
                architecture.provider(),
                architecture.size(),
                architecture.paper(),
                states(),
                encoded()
                        .filter(StatePredictor::alone)
                        .map(StatePredictor::width)
                        .orElse(architecture.encoder().size()),
                architecture.stateFrames().stride(architecture.front().frameStride()),
                new ModelCost(parameters, gigaFlops),
                CheckpointFacts.NONE);
    }
}
