package org.speechbench.upstream.lighthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Seeds;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.supernet.KeptLayers;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.TrainingGoal;

/** Steps of training that train one network of the supernet, against the same network alone. */
class SupernetTrainingTest {
    private static final LightHubertProvider PROVIDER = new LightHubertProvider();
    private static final SearchSpace SPACE = PROVIDER.space("test");
    private static final int TEACHER = 40;
    private static final long SEED = 21;
    private static final Pattern LAYER = Pattern.compile("encoder\\.layers\\.(\\d+)\\.(.*)");
    private static final String OBJECTIVE =
            """
            def objective(self, states: List[Tensor], mask: Tensor, targets: List[Tensor], divisors: Tensor, w: List[Tensor], train: bool) -> Tuple[Tensor, Tensor]:
                y = self.affine(states[-1], w.objective.head).float()
                loss = (torch.tanh(y) - y.mean([1], True)).abs().mean() * float(divisors[2])
                return loss, torch.stack([loss.detach()])
            """;

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    /** A head from the states of a student of this size to those of a teacher. */
    private static ObjectiveScript objective(int size) {
        return new ObjectiveScript(
                true,
                List.of(
                        new ParameterSpec("head.weight", new long[] {TEACHER, size}, Initializer.fanIn(size), true),
                        new ParameterSpec("head.bias", new long[] {TEACHER}, Initializer.constant(0))),
                List.of(Fragment.text("distance", OBJECTIVE)),
                List.of(Statistic.perStep("loss")));
    }

    private Pretrainable learner(Map<String, String> settings, int size, Precision precision) {
        UpstreamSpec spec =
                UpstreamSpec.of("light_hubert", "test", 5, precision).with(settings);
        PretrainOptions options = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);
        return PROVIDER.learner(engine, spec, options, objective(size));
    }

    private Pretrainable drawing() {
        return learner(Map.of("trained", "drawn"), 64, Precision.FP32);
    }

    private static PretrainBatch batch(Pretrainable model, long step) {
        SplittableRandom random = new SplittableRandom(3);
        int frames = 30;
        int units = model.geometry().inputsFor(frames);
        float[] input = new float[2 * units];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        boolean[] masked = new boolean[2 * frames];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = i % frames < 12;
        }
        return new PretrainBatch(
                new PretrainBatch.Crops(input, 2, units, 1),
                new PretrainBatch.Frames(frames, new int[2 * frames], masked),
                step,
                SEED);
    }

    private static Subnetwork drawn(long step) {
        return SPACE.draw(new Seeds(SEED).random("subnetwork", step, 0));
    }

    /** A step whose network has fewer layers and is narrower than the supernet. */
    private static long smallStep() {
        long step = 0;
        while (drawn(step).depth() != 4 || drawn(step).embed() != 48) {
            step++;
        }
        return step;
    }

    private record Result(double loss, Map<String, NDArray> gradients) {}

    private static Result step(Pretrainable model, NDManager m, long step) {
        TrainingGoal.Step out = model.gradients(m, batch(model, step), m.create(1f));
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(model.parameters().byName().keySet());
        for (int i = 0; i < names.size(); i++) {
            gradients.put(names.get(i), out.gradients().get(i));
        }
        return new Result(out.statistics().toFloatArray()[0], gradients);
    }

    /** The part of an array that a network uses, by the rule of the paper: leading values, in blocks for feed-forward. */
    private static int[] positions(String name, Subnetwork network, int length, boolean columns) {
        Matcher layer = LAYER.matcher(name);
        int count = network.embed();
        boolean blocks = false;
        if (layer.matches()) {
            int own = KeptLayers.of(6, network.depth()).indexOf(Integer.parseInt(layer.group(1)));
            String part = layer.group(2);
            boolean inner = part.startsWith("feed_forward.intermediate") && !columns
                    || part.equals("feed_forward.output_dense.weight") && columns;
            boolean heads = part.matches("attention\\.[qkv]_proj.*") && !columns
                    || part.equals("attention.out_proj.weight") && columns;
            count = inner ? network.feedForward(own) : heads ? network.heads().get(own) * 16 : count;
            blocks = inner;
        } else if (name.equals("objective.head.weight")) {
            count = columns ? count : length;
        } else if (name.startsWith("objective")
                || name.startsWith("feature_extractor")
                || name.contains("layer_norm") && name.startsWith("feature")) {
            count = length;
        } else if (name.startsWith("feature_projection.projection") && columns) {
            count = length;
        }
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = blocks ? i / network.embed() * 64 + i % network.embed() : i;
        }
        return positions;
    }

    private static boolean isLeftOut(String name, Subnetwork network) {
        Matcher layer = LAYER.matcher(name);
        return layer.matches() && !KeptLayers.of(6, network.depth()).contains(Integer.parseInt(layer.group(1)));
    }

    private static String inNetwork(String name, Subnetwork network) {
        Matcher layer = LAYER.matcher(name);
        return layer.matches()
                ? "encoder.layers."
                        + KeptLayers.of(6, network.depth()).indexOf(Integer.parseInt(layer.group(1))) + "."
                        + layer.group(2)
                : name;
    }

    /** The used part of a supernet's array, and the sum of the absolute values outside of it. */
    private static float[] part(String name, NDArray array, Subnetwork network, double[] outside) {
        long[] shape = array.getShape().getShape();
        int columns = shape.length > 1 ? (int) shape[1] : 1;
        int each = (int) (array.size() / (shape[0] * columns));
        int[] rows = positions(name, network, (int) shape[0], false);
        int[] used = shape.length > 1 && !name.startsWith("feature_extractor")
                ? positions(name, network, columns, true)
                : java.util.stream.IntStream.range(0, columns).toArray();
        float[] values = array.toFloatArray();
        float[] part = new float[rows.length * used.length * each];
        int at = 0;
        for (int row : rows) {
            for (int column : used) {
                for (int k = 0; k < each; k++) {
                    int from = (row * columns + column) * each + k;
                    part[at++] = values[from];
                    values[from] = 0;
                }
            }
        }
        for (float v : values) {
            outside[0] += Math.abs(v);
        }
        return part;
    }

    @Test
    void a_drawn_network_has_the_loss_and_the_gradients_that_it_has_alone() {
        long at = smallStep();
        Subnetwork network = drawn(at);
        try (NDManager m = engine.manager().newSubManager();
                Pretrainable supernet = drawing();
                Pretrainable alone = learner(SubnetworkSettings.of(network), network.embed(), Precision.FP32)) {
            copy(supernet, alone, network);
            Result whole = step(supernet, m, at);
            Result own = step(alone, m, at);

            assertThat(whole.loss()).isCloseTo(own.loss(), within(1e-6));
            whole.gradients().forEach((name, gradient) -> {
                if (isLeftOut(name, network)) {
                    assertThat(gradient.abs().sum().getFloat()).as(name).isZero();
                } else if (!name.startsWith("encoder.pos_conv.weight")) {
                    double[] outside = new double[1];
                    float[] got = part(name, gradient, network, outside);
                    float[] wanted =
                            own.gradients().get(inNetwork(name, network)).toFloatArray();
                    assertThat(outside[0]).as(name).isZero();
                    assertThat(got).as(name).hasSameSizeAs(wanted);
                    for (int i = 0; i < got.length; i++) {
                        assertThat(got[i]).as(name).isCloseTo(wanted[i], within(2e-6f));
                    }
                }
            });
            assertThat(whole.gradients()
                            .get("encoder.pos_conv.weight_v")
                            .abs()
                            .sum()
                            .getFloat())
                    .isPositive();
        }
    }

    /** Gives the network alone the values that it has in the supernet. */
    private static void copy(Pretrainable supernet, Pretrainable alone, Subnetwork network) {
        supernet.parameters().byName().forEach((name, array) -> {
            if (!isLeftOut(name, network) && !name.startsWith("encoder.pos_conv.weight")) {
                float[] part = part(name, array, network, new double[1]);
                alone.parameters().byName().get(inNetwork(name, network)).set(part);
            }
        });
        float[] whole =
                supernet.parameters().byName().get("encoder.pos_conv.weight_v").toFloatArray();
        NDArray gains = alone.parameters().byName().get("encoder.pos_conv.weight_g");
        float[] ofSupernet =
                supernet.parameters().byName().get("encoder.pos_conv.weight_g").toFloatArray();
        float[] part = new float[48 * 3 * 128];
        double[] squares = new double[128];
        double[] partSquares = new double[128];
        for (int i = 0; i < whole.length; i++) {
            squares[i % 128] += whole[i] * whole[i];
        }
        for (int i = 0; i < part.length; i++) {
            int row = i / (3 * 128);
            part[i] = whole[row * 4 * 128 + i % (3 * 128)];
            partSquares[i % 128] += part[i] * part[i];
        }
        for (int k = 0; k < 128; k++) {
            ofSupernet[k] *= (float) Math.sqrt(partSquares[k] / squares[k]);
        }
        gains.set(ofSupernet);
        alone.parameters().byName().get("encoder.pos_conv.weight_v").set(part);
    }

    @Test
    void the_first_stage_trains_the_network_that_the_second_evaluates() {
        try (NDManager m = engine.manager().newSubManager();
                Pretrainable first = learner(Map.of(), 64, Precision.FP32);
                Pretrainable second = drawing()) {
            float[] wanted = first.evaluate(m, batch(first, 1)).statistics().toFloatArray();
            assertThat(second.evaluate(m, batch(second, 1)).statistics().toFloatArray())
                    .isEqualTo(wanted);
            assertThat(step(first, m, 1).loss()).isCloseTo(wanted[0], within(1e-6));
            assertThat(second.config().get("settings")).isEqualTo(Map.of("trained", "drawn"));
        }
    }

    @Test
    void steps_draw_different_networks_and_one_step_always_the_same() {
        Set<Double> losses = new HashSet<>();
        try (NDManager m = engine.manager().newSubManager();
                Pretrainable one = drawing();
                Pretrainable other = drawing()) {
            for (int step = 0; step < 6; step++) {
                double loss = step(one, m, step).loss();
                assertThat(step(other, m, step).loss()).isEqualTo(loss);
                losses.add(loss);
            }
        }
        assertThat(losses).hasSize(6);
    }

    @Test
    void narrow_precision_trains_every_network_with_finite_gradients() {
        try (NDManager m = engine.manager().newSubManager();
                Pretrainable fp32 = drawing();
                Pretrainable bf16 = learner(Map.of("trained", "drawn"), 64, Precision.BF16)) {
            for (int step = 0; step < 4; step++) {
                Result narrow = step(bf16, m, step);
                assertThat(narrow.loss()).isCloseTo(step(fp32, m, step).loss(), within(0.02));
                narrow.gradients().forEach((name, gradient) -> assertThat(
                                gradient.abs().sum().getFloat())
                        .as(name)
                        .isFinite());
            }
        }
    }

    @Test
    void one_network_is_not_trained_by_drawing_others() {
        assertRefused(
                () -> learner(Map.of("embed", "32", "trained", "drawn"), 32, Precision.FP32),
                "trained is drawn, and one network of light_hubert test is chosen");
    }

    @Test
    void narrower_networks_need_a_head() {
        UpstreamSpec spec =
                UpstreamSpec.of("light_hubert", "test", 5, Precision.FP32).with(Map.of("trained", "drawn"));
        PretrainOptions options = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);
        ObjectiveScript none = new ObjectiveScript(
                false, List.of(), List.of(Fragment.text("distance", OBJECTIVE)), List.of(Statistic.perStep("loss")));
        assertRefused(
                () -> PROVIDER.learner(engine, spec, options, none),
                "no head maps them to those of the teacher",
                "linear heads");
    }

    @Test
    void classes_are_refused_as_targets() {
        UpstreamSpec spec = UpstreamSpec.of("light_hubert", "test", 5, Precision.FP32);
        PretrainOptions options = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);
        assertRefused(
                () -> PROVIDER.pretrainable(engine, spec, options, 7), "light_hubert learns the states of a teacher");
    }
}
