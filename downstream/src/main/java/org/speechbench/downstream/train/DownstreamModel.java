package org.speechbench.downstream.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.Plugins;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.OutOfMemory;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Featurizer, head and objective as one script, in fp32. It holds no weights. The featurizer is SUPERB's: the sum of the
 * layers, weighted by the softmax of one trained scalar per layer. All scalars are initially 0, so that training starts
 * from the plain mean.
 */
public final class DownstreamModel implements AutoCloseable {
    private static final String SCRIPT = "in its script";
    /** The featurizer's scalars, shape (L). */
    private static final String SCALARS = "featurizer.scalars";
    /** A batch of 32 utterances of 15 s has 750 such parts. */
    private static final int FRAMES_OF_A_PART = 32;

    private final Head head;
    private final Script script;
    /** An array on the device, for copies to it. */
    private final NDArray here;

    private final List<ParameterSpec> parameters;
    private final Options options;

    /**
     * The options of the model around a head.
     *
     * @param groups sizes of the groups of classes, in each of which one class is right; they add up to the classes
     * @param layers L of the features
     * @param normalize whether layers are normalised before they are summed
     * @param specAugment whether training batches are augmented
     * @param onlyLayer the one layer that the head receives, counted from 0; null for the weighted sum of all
     */
    public record Options(
            HeadObjective objective,
            List<Integer> groups,
            int layers,
            int dim,
            boolean normalize,
            boolean specAugment,
            @Nullable Integer onlyLayer) {
        public Options {
            groups = List.copyOf(groups);
            if (onlyLayer != null && (onlyLayer < 0 || onlyLayer >= layers)) {
                throw new UserError(
                        "There is no layer " + onlyLayer + ", only 0 to " + (layers - 1) + ".",
                        "Name one of these; 0 is the input of the first Transformer layer.");
            }
        }

        /** Options for the weighted sum of all layers. */
        public Options(
                HeadObjective objective,
                List<Integer> groups,
                int layers,
                int dim,
                boolean normalize,
                boolean specAugment) {
            this(objective, groups, layers, dim, normalize, specAugment, null);
        }

        /** Number of layers that are summed. */
        int summed() {
            return onlyLayer == null ? layers : 1;
        }
    }

    /**
     * @throws UserError if the head takes statistics and the options require a change to every frame before they are
     *     computed
     */
    public DownstreamModel(EngineContext engine, Head head, Options options) {
        if (head.pooling() == Pooling.STATISTICS && (options.normalize() || options.specAugment())) {
            throw new UserError(
                    "The head takes mean and deviation of each layer, which are not known of normalised or augmented"
                            + " frames.",
                    "Leave out normalize, or use another head.");
        }
        this.head = head;
        this.options = options;
        this.parameters = new ArrayList<>();
        parameters.add(
                new ParameterSpec(SCALARS, new long[] {options.summed()}, ParameterSpec.Initializer.constant(0)));
        parameters.addAll(head.parameters());
        this.here = engine.manager().create(0f);
        this.script =
                blaming(head, options.objective(), () -> Script.load(engine, source(head, options, engine.device())));
    }

    static ScriptSource source(Head head, Options options, Device device) {
        List<String> own = head.parameters().stream().map(ParameterSpec::name).toList();
        List<String> all = new ArrayList<>(List.of(SCALARS));
        own.forEach(name -> all.add("head." + name));
        ParameterLayout layout = ParameterLayout.of(all, "head");
        Fragment shared = Fragment.of(DownstreamModel.class, "downstream.py")
                .constant("NORMALIZE", options.normalize())
                .constant("AUGMENT", options.specAugment());
        Fragment answers = options.objective().answers().fragment();
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(Fragment.GRADIENTS, Fragment.ON_DEVICE, shared.weights(layout), answers.weights(layout))
                .add(weightedSum(device))
                .add(options.objective().fragments(options.groups()));
        head.fragments().forEach(f -> source.add(f.weights(ParameterLayout.of(own))));
        return source;
    }

    /** The method {@code weighted(h, weights)}, whose gradient by the weights sums over all values of all frames. */
    static Fragment weightedSum(Device device) {
        // A CPU computes such a sum well; a GPU has more units than there are layers.
        return device.isGpu()
                ? Fragment.of(DownstreamModel.class, "weighted_in_parts.py").constant("PART", FRAMES_OF_A_PART)
                : Fragment.of(DownstreamModel.class, "weighted_at_once.py");
    }

    /**
     * Reports errors of the scripts of a head and an objective, which fail within the script of this model, as errors
     * of those; a lack of memory is the fault of neither.
     */
    private static <T> T blaming(Head head, HeadObjective objective, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw OutOfMemory.is(e) ? e : Plugins.blamed(objective, SCRIPT, Plugins.blamed(head, SCRIPT, e));
        }
    }

    private NDList call(NDManager results, String method, Arguments arguments) {
        return blaming(head, options.objective(), () -> script.call(results, method, arguments));
    }

    Head head() {
        return head;
    }

    Options options() {
        return options;
    }

    /**
     * The form of an utterance's frames that the model takes. Normalised layers are not an affine map of their frames,
     * and masks are drawn over frames: in these cases a head that would need only means receives all frames.
     */
    public Pooling pooling() {
        boolean affine = !options.normalize() && !options.specAugment();
        return head.pooling() == Pooling.MEAN && !affine ? Pooling.NONE : head.pooling();
    }

    /** The featurizer's scalars, then the head's parameters. */
    public List<ParameterSpec> parameters() {
        return List.copyOf(parameters);
    }

    /** Copies of arrays of the host on the device, for which the host does not wait; one thread at a time copies. */
    List<NDArray> onDevice(NDManager results, List<NDArray> host) {
        return call(results, "placed", Arguments.of(here).add(host));
    }

    /** Loss, then the gradient of each parameter. */
    NDList gradients(NDManager results, Batch batch, List<NDArray> weights) {
        List<NDArray> masks = batch.masks().isEmpty() ? List.of(batch.lengths().duplicate()) : batch.masks();
        Arguments arguments = inputs(batch).add(weights).add(masks);
        return call(results, "gradients", arguments);
    }

    /** Loss of each row (B), then the answers of the objective (B, ...), int64 or fp32. */
    NDList evaluate(NDManager results, Batch batch, List<NDArray> weights) {
        return call(results, "evaluate", inputs(batch).add(weights));
    }

    /** Logits without dropout. */
    NDArray logits(NDManager results, Batch batch, List<NDArray> weights) {
        Arguments arguments =
                Arguments.of().add(batch.states()).add(batch.lengths()).add(weights);
        return call(results, "logits", arguments).get(0);
    }

    private static Arguments inputs(Batch batch) {
        return Arguments.of()
                .add(batch.states())
                .add(batch.lengths())
                .add(batch.frames())
                .add(batch.targets())
                .add(batch.targetLengths());
    }

    @Override
    public void close() {
        here.close();
        script.close();
    }
}
