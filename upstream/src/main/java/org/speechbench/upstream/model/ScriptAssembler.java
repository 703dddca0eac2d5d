package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.targets.Knowledge;

/**
 * A whole network, block by block: its parameters, and the scripts that its blocks form together with an objective.
 * Scripts of the whole network refer to the weights as {@code w.front}, {@code w.feature_projection},
 * {@code w.mask}, {@code w.encoder}, {@code w.decoder} and {@code w.heads[0]} or {@code w.ctc}.
 *
 * @param parts in the order of their parameters in checkpoints
 */
record ScriptAssembler(List<Part> parts) {
    static final String FRONT = "front";
    static final String ENCODER = "encoder";
    static final String CTC = "ctc";
    static final String MASK = "mask";
    static final String OBJECTIVE = "objective";
    static final String PREDICTOR = "predictor";
    private static final String HEADS = "heads";
    private static final String DECODER = "decoder";
    private static final String PRODUCTS = "PRODUCTS";

    /** Names of the weights of queries, keys and values. */
    private static final Pattern PROJECTIONS = Pattern.compile(".*\\.attention\\.[qkv]_proj\\.weight");

    /**
     * A block of the network.
     *
     * @param slot name of its weights in scripts
     * @param prefix of the names of its parameters in checkpoints
     */
    record Part(String slot, String prefix, Block block) {
        Part(String slot, Block block) {
            this(slot, slot + ".", block);
        }

        /** Whether it is computed from the states of layers. */
        boolean isHead() {
            return slot.startsWith(HEADS) || slot.equals(PREDICTOR) || slot.equals(OBJECTIVE) || slot.equals(CTC);
        }
    }

    ScriptAssembler {
        parts = List.copyOf(parts);
    }

    /** Front end and encoder. */
    static ScriptAssembler backbone(Architecture a) {
        int size = a.encoder().size();
        return new ScriptAssembler(List.of(
                new Part(FRONT, a.front().name() + ".", a.front()),
                new Part(
                        "feature_projection",
                        new FeatureProjection(a.front().width(), size, a.projectionNorm(), a.projection())),
                new Part(MASK, "", new MaskEmbedding(size, a.maskEmbedding())),
                new Part(ENCODER, a.encoder())));
    }

    /** Backbone, and heads that predict states of another model if their predictions are hidden states. */
    static ScriptAssembler encoding(Architecture a) {
        return a.encodesPredictions()
                ? backbone(a).withPredictor(a.predictor().map(StatePredictor::encoding))
                : backbone(a);
    }

    /** What encodes, and the last head of masked prediction as {@code w.heads}. */
    static ScriptAssembler predicting(Architecture a, int classes) {
        int last = a.predictLayers().get(a.predictLayers().size() - 1);
        Block head = a.predictionHead().block(a.encoder().size(), classes);
        return encoding(a).with(List.of(new Part(HEADS, a.headPrefix(last), head)));
    }

    private ScriptAssembler withPredictor(Optional<StatePredictor> predictor) {
        return with(predictor.stream().map(heads -> new Part(PREDICTOR, heads)).toList());
    }

    /**
     * What a model folder has: the backbone, heads that predict states of another model, and those of pre-training.
     *
     * @param classes of the heads of pre-training; 0 without them
     */
    static ScriptAssembler stored(Architecture a, int classes) {
        return (classes == 0 ? backbone(a) : pretraining(a, classes)).withPredictor(a.predictor());
    }

    /** Backbone, decoder of masked frames (if there is one), and heads. */
    static ScriptAssembler pretraining(Architecture a, int classes) {
        List<Part> more = new ArrayList<>();
        a.decoder().forEach(decoder -> more.add(new Part(DECODER, decoder)));
        for (int layer : a.predictLayers()) {
            Block head = a.predictionHead().block(a.encoder().size(), classes);
            more.add(new Part(HEADS + "." + (more.size() - a.decoder().size()), a.headPrefix(layer), head));
        }
        return backbone(a).with(more);
    }

    /** Backbone and the parameters of an objective, of which those of heads that predict states may belong to the model. */
    static ScriptAssembler learner(Architecture a, ObjectiveScript objective) {
        String heads = PREDICTOR + ".";
        List<ParameterSpec> predicting = new ArrayList<>();
        List<ParameterSpec> others = new ArrayList<>();
        objective.parameters().forEach(p -> (p.name().startsWith(heads) ? predicting : others).add(p));
        List<ParameterSpec> own = named(predicting, heads);
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        own.forEach(p -> tensors.put(p.name(), new TensorInfo("F32", p.shape())));
        String stored = a.keepsPredictor(tensors) ? "" : OBJECTIVE + ".";
        return backbone(a)
                .with(List.of(
                        new Part(PREDICTOR, stored + heads, new OwnParameters(own)),
                        new Part(OBJECTIVE, new OwnParameters(others))));
    }

    private static List<ParameterSpec> named(List<ParameterSpec> parameters, String without) {
        return parameters.stream()
                .map(p -> new ParameterSpec(
                        p.name().substring(without.length()), p.shape(), p.initializer(), p.product()))
                .toList();
    }

    /** Parameters whose methods are those of an objective. */
    private record OwnParameters(List<ParameterSpec> own) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            return own.stream()
                    .map(p -> new ParameterSpec(prefix + p.name(), p.shape(), p.initializer(), p.product()))
                    .toList();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of();
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return Cost.NONE;
        }
    }

    /** Backbone and a linear layer from its last hidden state to symbols. */
    static ScriptAssembler recognizer(Architecture a, int symbols) {
        return backbone(a).with(List.of(new Part(CTC, new CtcHead(a.encoder().size(), symbols))));
    }

    private ScriptAssembler with(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new ScriptAssembler(all);
    }

    /** Names and shapes as in checkpoints. */
    List<ParameterSpec> parameters() {
        return parts.stream()
                .flatMap(p -> p.block().parameters(p.prefix()).stream())
                .toList();
    }

    /** Where scripts of the whole network find their weights. */
    ParameterLayout layout() {
        return ParameterLayout.of(
                parts.stream()
                        .flatMap(p -> p.block().parameters(p.slot() + ".").stream())
                        .map(ParameterSpec::name)
                        .toList(),
                MASK,
                PREDICTOR,
                HEADS,
                OBJECTIVE);
    }

    /** The methods {@code encode} and {@code prepared}, which converts weights for it. */
    ScriptSource encodeSource(Kernels kernels) {
        ScriptSource source = source(kernels).add(fragment("encode.py").constant(PRODUCTS, products()));
        return parts.stream()
                .map(Part::block)
                .filter(StatePredictor.class::isInstance)
                .map(StatePredictor.class::cast)
                .findFirst()
                .map(heads -> source.add(fragment(heads.alone() ? "encoded_prediction.py" : "encoded_all.py")))
                .orElseGet(() -> source.add(fragment("encoded_layers.py")));
    }

    private boolean has(String slot) {
        return parts.stream().anyMatch(part -> part.slot().equals(slot));
    }

    /** The methods {@code taught} and {@code prepared}, which converts weights for it. */
    ScriptSource teachingSource(Architecture a, Kernels kernels, Knowledge wanted) {
        boolean attention = !wanted.queries().isEmpty() || !wanted.values().isEmpty();
        ScriptSource source = encodeSource(kernels)
                .add(headsOfLayer(a, attention))
                .add(fragment("taught.py")
                        .constant("LAYERS", wanted.layers())
                        .constant("QUERIES", wanted.queries())
                        .constant("VALUES", wanted.values())
                        .constant("MASKED", wanted.masked())
                        .constant("LOGITS", wanted.logits()));
        return has(HEADS) ? source : source.add(fragment("no_logits.py"));
    }

    /** The method {@code heads_of_layer}, which gives nothing unless it is asked for. */
    private List<Fragment> headsOfLayer(Architecture a, boolean asked) {
        return asked ? a.encoder().headsOfAttention() : List.of(fragment("encoder_without_heads.py"));
    }

    /** Positions of the parameters that one matrix product of a pass uses, and nothing else. */
    private List<Integer> products() {
        return products(name -> true);
    }

    /**
     * The same of an objective, which may use weights of its own twice, and those of queries, keys and values if it asks for
     * them: a weight that several products use is not converted before a pass, so that its gradients are added in fp32.
     */
    private List<Integer> products(ObjectiveScript objective) {
        return products(
                name -> !objective.attention() || !PROJECTIONS.matcher(name).matches());
    }

    private List<Integer> products(Predicate<String> once) {
        List<Integer> products = new ArrayList<>();
        int position = 0;
        for (Part part : parts) {
            for (ParameterSpec parameter : part.block().parameters(part.prefix())) {
                if (parameter.product() && !part.slot().equals(OBJECTIVE) && once.test(parameter.name())) {
                    products.add(position);
                }
                position++;
            }
        }
        return products;
    }

    /**
     * The methods {@code weight_leaves(w, first)} and {@code weight_gradients(loss, leaves)}. On a GPU, where launches count,
     * conversions are few for all weights; on a CPU that would copy once more.
     */
    private List<Fragment> gradients(Kernels kernels, List<Integer> products) {
        boolean narrow = kernels.precision().scalarType() != Precision.FP32.scalarType();
        if (!narrow || !kernels.uses(KernelOption.CAST_ONCE)) {
            return List.of(Fragment.GRADIENTS, fragment("leaves_cast_at_use.py"));
        }
        if (kernels.device().isGpu()) {
            Fragment together = fragment("leaves_cast_together.py").constant(PRODUCTS, products);
            return List.of(Fragment.GRADIENTS, Fragment.JOINED, together);
        }
        return List.of(Fragment.GRADIENTS, fragment("leaves_cast_once.py").constant(PRODUCTS, products));
    }

    /** The methods {@code recognize} and {@code ctc_gradients}. */
    ScriptSource recognizerSource(Precision precision, FinetuneOptions options, ComputeDevice where) {
        Kernels kernels = Kernels.of(options, precision, where);
        return source(kernels).add(gradients(kernels, products())).add(fragment("spec_augment.py"), fragment("ctc.py"));
    }

    /** The methods {@code gradients} and {@code evaluate}. */
    ScriptSource trainSource(Architecture a, Precision precision, PretrainOptions options, ComputeDevice where) {
        Kernels kernels = Kernels.of(options, precision, where);
        boolean unmasked = options.unmaskedWeight() > 0;
        Fragment states = a.decoder().isEmpty()
                ? fragment("masked_in_encoder.py").constant("PREDICT", a.predictLayers())
                : fragment("masked_in_decoder.py");
        return source(kernels)
                .add(gradients(kernels, products()))
                .add(states, gradientScaled(options))
                .add(fragment("masked_prediction.py")
                        .constant("TEMPERATURE", options.temperature())
                        .constant("UNMASKED_WEIGHT", options.unmaskedWeight())
                        .constant("UNMASKED_LOGITS", unmasked || !kernels.uses(KernelOption.MASKED_LOGITS))
                        .constant("UNMASKED_COUNTS", unmasked)
                        .constant("FEATURE_PENALTY", options.featurePenalty()));
    }

    /** The methods {@code gradients} and {@code evaluate} of an objective with a script of its own. */
    ScriptSource learnerSource(
            Architecture a,
            ObjectiveScript objective,
            Precision precision,
            PretrainOptions options,
            ComputeDevice where) {
        Kernels kernels = Kernels.of(options, precision, where);
        ScriptSource source = source(kernels)
                .add(gradients(kernels, products(objective)))
                .add(Kernels.linear(), a.subnetworks().fragment(parameters()))
                .add(headsOfLayer(a, objective.attention()))
                .add(gradientScaled(options))
                .add(fragment("objective.py").constant("MASKED", objective.masked()));
        objective.fragments().forEach(f -> source.add(f.weights(layout())));
        return source;
    }

    private static Fragment gradientScaled(PretrainOptions options) {
        return Fragment.of(ScriptAssembler.class, "gradient_scaled.py")
                .constant("FEATURE_GRADIENT_SCALE", options.featureGradientScale());
    }

    private ScriptSource source(Kernels kernels) {
        ScriptSource source = new ScriptSource(kernels.precision()).add(Fragment.ON_DEVICE);
        parts.forEach(p -> source.add(p.block().fragments(kernels)));
        return source;
    }

    private Fragment fragment(String resource) {
        return Fragment.of(ScriptAssembler.class, resource).weights(layout());
    }

    /**
     * Projection of a front end's output (B, T, C) to the encoder's size (B, T, D).
     *
     * @param norm whether a layer norm comes first
     * @param projects whether there is a projection at all
     */
    record FeatureProjection(int width, int size, boolean norm, boolean projects) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            Initializer start = Initializer.fanIn(width);
            ParameterList list = new ParameterList(prefix);
            if (norm) {
                list.norm("layer_norm", width);
            }
            return projects
                    ? list.linear("projection", width, size, start, start).list()
                    : list.list();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of(
                    Kernels.linear(),
                    Fragment.of(FeatureProjection.class, resource()).weights(layout()));
        }

        private String resource() {
            if (!projects) {
                return "feature_projection_norm.py";
            }
            return norm ? "feature_projection.py" : "feature_projection_alone.py";
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return projects ? Cost.of(Cost.PROJECTION, framesPerSecond * width * size) : Cost.NONE;
        }
    }

    /**
     * What replaces a masked frame: the method {@code masked(h, mask, w)}.
     *
     * @param learnt whether it is a vector (D) of the model, or 0
     */
    record MaskEmbedding(int size, boolean learnt) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            ParameterList list = new ParameterList(prefix);
            return learnt
                    ? list.add("mask_embedding", Initializer.uniform(0, 1), size)
                            .list()
                    : list.list();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of(Fragment.of(MaskEmbedding.class, learnt ? "mask_embedding.py" : "mask_zero.py")
                    .weights(layout()));
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return Cost.NONE;
        }
    }

    /** A linear layer from states (B, T, D) to symbols. */
    record CtcHead(int size, int symbols) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            // This is fairseq's initialisation.
            return new ParameterList(prefix)
                    .add("weight", Initializer.xavier(size, symbols), symbols, size)
                    .add("bias", Initializer.constant(0), symbols)
                    .list();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of(Kernels.linear());
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return Cost.of(Cost.HEAD, framesPerSecond * size * symbols);
        }
    }
}
