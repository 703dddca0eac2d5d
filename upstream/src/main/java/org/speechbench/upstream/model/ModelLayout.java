package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.Optimisation;
import org.speechbench.upstream.pretrain.PretrainOptions;

/** Parameters, scripts and card that follow from an architecture. */
final class ModelLayout {
    /** Attention's share of the cost depends on the length; the published figures are for utterances of 10 s. */
    private static final double FLOP_SECONDS = 10;

    private final Architecture architecture;

    ModelLayout(Architecture architecture) {
        this.architecture = architecture;
    }

    /** Front end and encoder. */
    List<ParameterSpec> backbone() {
        List<ParameterSpec> p = new ArrayList<>(architecture.front());
        p.addAll(architecture.encoder().parameters(architecture.frontWidth()));
        return p;
    }

    /** Backbone, decoder of masked frames where there is one, and heads. */
    List<ParameterSpec> all(int classes) {
        List<ParameterSpec> p = backbone();
        p.addAll(architecture.maskedFrames().parameters(architecture.encoder()));
        architecture.predictLayers().forEach(l -> p.addAll(architecture.head(l, classes)));
        return p;
    }

    Script encodeScript(EngineContext engine, Precision precision) {
        return encodeScript(engine, precision, AttentionKernel.forEncoding(engine.device(), precision));
    }

    Script encodeScript(EngineContext engine, Precision precision, AttentionKernel attention) {
        return Script.load(engine, encoder(precision, Compute.OPTIMISED, attention, DropoutMasks.none(), 0));
    }

    /** Backbone and a linear layer from its last state to symbols. */
    List<ParameterSpec> recognizer(int symbols) {
        List<ParameterSpec> p = backbone();
        int size = architecture.encoder().size();
        // As fairseq starts it.
        p.add(new ParameterSpec("ctc.weight", new long[] {symbols, size}, Initializer.xavier(size, symbols)));
        p.add(new ParameterSpec("ctc.bias", new long[] {symbols}, Initializer.constant(0)));
        return p;
    }

    Script recognizerScript(EngineContext engine, Precision precision, FinetuneOptions options) {
        return Script.load(
                engine,
                encoder(
                                precision,
                                Compute.OPTIMISED,
                                AttentionKernel.forTraining(engine.device(), Compute.OPTIMISED),
                                DropoutMasks.hashed(options.dropout(), engine.device()),
                                options.activationDropout())
                        .fragment(ModelLayout.class, "spec_augment.torchscript")
                        .fragment(ModelLayout.class, "ctc.torchscript"));
    }

    Script trainScript(EngineContext engine, Precision precision, PretrainOptions options) {
        return Script.load(engine, trainSource(precision, options, engine.device()));
    }

    ScriptSource trainSource(Precision precision, PretrainOptions options, Device device) {
        Compute compute = options.compute();
        MaskedFrames maskedFrames = architecture.maskedFrames();
        boolean materialised = architecture.predictionHead() instanceof PredictionHead.Cosine
                && !compute.uses(Optimisation.MATRIX_LOGITS);
        DropoutMasks masks = DropoutMasks.of(options, device);
        ScriptSource source = encoder(precision, compute, AttentionKernel.forTraining(device, compute), masks, 0)
                .fragment(ModelLayout.class, "masked_prediction.torchscript")
                .fragment(
                        ModelLayout.class,
                        materialised ? "cross_entropy_original.torchscript" : "cross_entropy.torchscript")
                .fragment(ModelLayout.class, "modules.torchscript")
                .fragment(ModelLayout.class, "masked_in_" + maskedFrames.id() + ".torchscript")
                .constant(
                        "HEAD",
                        architecture
                                .head(architecture.predictLayers().get(0), 2)
                                .size())
                .constant("HEADS_FROM", backbone().size() + maskedFrames.parameterCount())
                .constant("PREDICT", architecture.predictLayers())
                .constant("TEMPERATURE", options.temperature())
                .constant("UNMASKED_WEIGHT", options.unmaskedWeight())
                .constant("UNMASKED_LOGITS", options.unmaskedWeight() > 0 || !compute.uses(Optimisation.MASKED_LOGITS))
                .constant("PINNED", device.isGpu())
                .constant("UNMASKED_COUNTS", options.unmaskedWeight() > 0)
                .constant("FEATURE_GRADIENT_SCALE", options.featureGradientScale())
                .constant("FEATURE_PENALTY", options.featurePenalty());
        if (maskedFrames == MaskedFrames.DECODER) {
            source.constant("DECODER", backbone().size()).constant("DECODER_LAYERS", maskedFrames.decoderLayers());
        }
        architecture.predictionHead().script(source);
        return source;
    }

    private ScriptSource encoder(
            Precision precision,
            Compute compute,
            AttentionKernel attention,
            DropoutMasks masks,
            double activationDropout) {
        boolean last = compute.uses(Optimisation.CHANNELS_LAST_POSITIONS);
        TransformerConfig c = architecture.encoder();
        ScriptSource source = new ScriptSource(precision)
                .fragment(ModelLayout.class, "encoder.torchscript")
                .fragment(
                        ModelLayout.class,
                        last ? "positions_channels_last.torchscript" : "positions_original.torchscript")
                .constant("FRONT", architecture.front().size())
                .constant("LAYERS", c.layers())
                .constant("HEADS", c.heads())
                .constant("SIZE", c.size())
                .constant("HEAD_SIZE", c.size() / c.heads())
                .constant("HEAD_SCALE", 1 / Math.sqrt(c.size() / (double) c.heads()))
                .constant("PRE_NORM", c.preNorm())
                .constant("POSITIONAL_PADDING", c.positionalKernel() / 2)
                .constant("POSITIONAL_GROUPS", c.positionalGroups())
                .constant("POSITIONAL_DTYPE", positionalPrecision(c, precision).scalarType())
                .constant("ACTIVATION_DROPOUT", activationDropout);
        attention.script(source, masks.probability());
        masks.script(source);
        architecture.script(source, compute);
        return source;
    }

    /**
     * On CPUs with AMX, oneDNN as of PyTorch 2.7.1 returns garbage for a bf16 convolution whose groups have fewer than 16
     * channels, silently; such a convolution is small, so it runs in fp32 everywhere.
     */
    private static Precision positionalPrecision(TransformerConfig c, Precision precision) {
        return c.size() / c.positionalGroups() % 16 == 0 ? precision : Precision.FP32;
    }

    UpstreamCard card() {
        TransformerConfig c = architecture.encoder();
        double rate = 16_000.0 / architecture.frameStride();
        double perSecond = architecture.frontMultiplyAccumulates()
                + rate * c.multiplyAccumulates(architecture.frontWidth(), rate * FLOP_SECONDS);
        long parameters = backbone().stream().mapToLong(ParameterSpec::size).sum();
        // Two operations a multiply-accumulate; backward costs twice forward.
        double gigaFlops = perSecond * 2 * 3 / 1e9;
        return new UpstreamCard(
                architecture.provider(),
                architecture.size(),
                architecture.paper(),
                c.layers() + 1,
                c.size(),
                architecture.frameStride(),
                new ModelCost(parameters, gigaFlops),
                CheckpointFacts.NONE);
    }
}
