package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;

class DownstreamScriptTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int BATCH = 4;
    private static final int FRAMES = 24;
    private static final int CLASSES = 9;

    /** The input is the logits; the parameter is added to them, so that its gradient is theirs. */
    private record Identity(List<ParameterSpec> parameters) implements Head {
        @Override
        public List<Fragment> fragments() {
            return List.of(
                    Fragment.text(
                            "identity",
                            """
                      def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
                        return torch.add(x, w[0])
                    """));
        }

        @Override
        public int outputFrames(int frames) {
            return frames;
        }

        @Override
        public Pooling pooling() {
            return Pooling.NONE;
        }
    }

    @Test
    void the_weighted_sum_agrees_with_the_fixture() {
        for (Device device : List.of(Device.cpu(), Device.gpu())) {
            assertThat(weightedSum(false, device))
                    .containsExactly(Npy.fixture("wsum_output").floats(), within(1e-6f));
            assertThat(weightedSum(true, device))
                    .containsExactly(Npy.fixture("wsum_output_normalized").floats(), within(1e-5f));
        }
    }

    /** Frames of one part or less, of several, and of several with some left over; and as many as a pooling leaves. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 32, 64, 75, 350})
    void the_weighted_sum_of_every_device_and_its_gradient_are_those_of_double_precision_up_to_rounding(int frames) {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray layers = m.randomNormal(new Shape(4, 3, frames, 24));
            NDArray upper = layers.get("0:2").sum(new int[] {0});
            NDArray scalars = m.create(new float[] {0.1f, -0.4f, 0.3f, 0});
            List<NDArray> exact = weighted(
                    m,
                    Device.cpu(),
                    layers.toType(DataType.FLOAT64, true),
                    upper.toType(DataType.FLOAT64, true),
                    scalars.toType(DataType.FLOAT64, true));
            assertThat(exact.get(1).abs().max().getFloat()).isPositive();
            assertClose(weighted(m, Device.gpu(), layers, upper, scalars), exact, 1e-6f);
            // All frames at once are summed less exactly.
            assertClose(weighted(m, Device.cpu(), layers, upper, scalars), exact, 4e-6f);
        }
    }

    private static void assertClose(List<NDArray> got, List<NDArray> wanted, float tolerance) {
        for (int i = 0; i < wanted.size(); i++) {
            float[] values = wanted.get(i).toType(DataType.FLOAT32, true).toFloatArray();
            float largest =
                    wanted.get(i).toType(DataType.FLOAT32, true).abs().max().getFloat();
            assertThat(got.get(i).toFloatArray()).containsExactly(values, within(tolerance * largest));
        }
    }

    /** The sum of layers, and the gradient of its product with another array by the weights of the layers. */
    private static List<NDArray> weighted(NDManager m, Device device, NDArray layers, NDArray other, NDArray weights) {
        Fragment gradient = Fragment.text(
                "gradient",
                """
                def gradient(self, h: Tensor, other: Tensor, weights: Tensor) -> List[Tensor]:
                    w = self.leaves([weights], 0)
                    y = self.weighted(h, w[0].unsqueeze(0))
                    return [y.detach()] + self.differentiated((y * other).sum(), w)
                """);
        ScriptSource source =
                new ScriptSource(Precision.FP32).add(Fragment.GRADIENTS, DownstreamModel.weightedSum(device), gradient);
        try (Script script = Script.load(ENGINE, source)) {
            return script.call(m, "gradient", Arguments.of(layers, other, weights));
        }
    }

    private static float[] weightedSum(boolean normalize, Device device) {
        ScriptSource source = DownstreamModel.source(
                new Identity(List.of()),
                new DownstreamModel.Options(new CtcObjective(), List.of(1), 1, 1, normalize, false),
                device);
        try (Script script = Script.load(ENGINE, source);
                NDManager m = ENGINE.manager().newSubManager()) {
            NDArray layers = m.create(Npy.fixture("wsum_layers").floats(), new Shape(3, 2, 6, 5));
            NDArray scalars = m.create(Npy.fixture("wsum_weights").floats());
            return script.callOne(m, "featurize", Arguments.of(layers, scalars)).toFloatArray();
        }
    }

    /** The upper half of the bits of a float is the bfloat16 of the same value; the rest is 0. */
    @Test
    void every_bfloat16_is_widened_to_the_float_of_its_value() {
        ByteBuffer bits = ByteBuffer.allocateDirect(2 << 16).order(ByteOrder.nativeOrder());
        for (int value = 0; value < 1 << 16; value++) {
            bits.putShort((short) value);
        }
        ScriptSource source = DownstreamModel.source(
                new Identity(List.of()),
                new DownstreamModel.Options(new CtcObjective(), List.of(1), 1, 1, false, false),
                Device.cpu());
        try (Script script = Script.load(ENGINE, source);
                NDManager m = ENGINE.manager().newSubManager()) {
            NDArray narrow = m.create(bits.flip(), new Shape(2, 4, 1 << 13, 1), DataType.FLOAT16);
            for (List<NDArray> pieces : List.of(List.of(narrow), List.of(narrow.get("0:1"), narrow.get("1:2")))) {
                float[] wide = script.callOne(m, "features", Arguments.of().add(pieces))
                        .toFloatArray();
                for (int value = 0; value < 1 << 16; value++) {
                    assertThat(Float.floatToRawIntBits(wide[value])).isEqualTo(value << 16);
                }
            }
        }
    }

    @Test
    void ctc_loss_gradient_and_best_path_agree_with_the_fixture() {
        try (NDManager m = ENGINE.manager().newSubManager();
                DownstreamModel model = model()) {
            Batch batch = batch(m);
            List<NDArray> w = List.of(m.zeros(new Shape(1)), m.zeros(new Shape(BATCH, FRAMES, CLASSES)));
            NDList step = model.gradients(m, batch, w);
            assertThat(step.get(0).getFloat())
                    .isCloseTo(Npy.fixture("ctc_loss_mean_zeroinf").floats()[0], within(1e-5f));
            assertThat(timeFirst(step.get(2)))
                    .containsExactly(Npy.fixture("ctc_grad_logits").floats(), within(1e-6f));
            NDList answer = model.evaluate(m, batch, w);
            float[] none = Npy.fixture("ctc_loss_none").floats();
            long[] lengths = Npy.fixture("ctc_target_lengths").longs();
            float[] expected = new float[BATCH];
            for (int b = 0; b < BATCH; b++) {
                expected[b] = Float.isInfinite(none[b]) ? 0 : none[b] / lengths[b];
            }
            assertThat(answer.get(0).toFloatArray()).containsExactly(expected, within(1e-5f));
            assertThat(answer.get(1).toLongArray())
                    .containsExactly(Npy.fixture("ctc_greedy").longs());
        }
    }

    @Test
    void the_infeasible_row_of_the_fixture_is_recognised() {
        long[] targets = Npy.fixture("ctc_targets").longs();
        long[] lengths = Npy.fixture("ctc_target_lengths").longs();
        long[] frames = Npy.fixture("ctc_input_lengths").longs();
        float[] losses = Npy.fixture("ctc_loss_none").floats();
        for (int b = 0; b < BATCH; b++) {
            int[] target = Arrays.stream(targets, b * 8, b * 8 + (int) lengths[b])
                    .mapToInt(Math::toIntExact)
                    .toArray();
            assertThat(new CtcObjective().feasible(target, (int) frames[b])).isEqualTo(Float.isFinite(losses[b]));
        }
    }

    @Test
    void states_in_pieces_give_what_one_piece_gives() {
        try (NDManager m = ENGINE.manager().newSubManager();
                DownstreamModel model = model()) {
            NDArray scalars = m.create(new float[] {0.1f, -0.4f, 0.3f});
            NDArray zero = m.zeros(new Shape(1));
            NDArray all = m.create(Npy.fixture("wsum_layers").floats(), new Shape(3, 2, 6, 5));
            NDArray lengths = m.create(new long[] {6, 6});
            Batch whole = new Batch(List.of(), List.of(all), lengths, lengths, lengths, lengths, List.of());
            Batch pieces = new Batch(
                    List.of(), List.of(all.get("0:2"), all.get("2:3")), lengths, lengths, lengths, lengths, List.of());
            assertThat(model.logits(m, pieces, List.of(scalars, zero)).toFloatArray())
                    .containsExactly(
                            model.logits(m, whole, List.of(scalars, zero)).toFloatArray());
        }
    }

    @Test
    void augmentation_drops_masked_frames_and_dimensions_and_keeps_the_rest() {
        ScriptSource source = DownstreamModel.source(
                new Identity(List.of()),
                new DownstreamModel.Options(new CtcObjective(), List.of(200), 1, 200, false, true),
                Device.cpu());
        try (NDManager m = ENGINE.manager().newSubManager();
                Script script = Script.load(ENGINE, source)) {
            SpecAugment drawn = SpecAugment.draw(new int[] {120, 90}, 200, new SplittableRandom(4));
            NDArray ones = m.ones(new Shape(2, 120, 200));
            float[] y = script.callOne(m, "augment", Arguments.of(ones).add(drawn.arrays(m)))
                    .toFloatArray();
            for (int i = 0; i < y.length; i++) {
                int b = i / (120 * 200);
                float kept = drawn.keptFrames()[i / 200] * drawn.keptDims()[b * 200 + i % 200];
                assertThat(y[i]).isCloseTo(kept, within(1e-5f));
            }
        }
    }

    private static DownstreamModel model() {
        ParameterSpec logits =
                new ParameterSpec("logits", new long[] {BATCH, FRAMES, CLASSES}, ParameterSpec.Initializer.constant(0));
        return new DownstreamModel(
                ENGINE,
                new Identity(List.of(logits)),
                new DownstreamModel.Options(new CtcObjective(), List.of(CLASSES), 1, CLASSES, false, false));
    }

    private static Batch batch(NDManager m) {
        NDArray timeFirst = m.create(Npy.fixture("ctc_logits").floats(), new Shape(FRAMES, BATCH, CLASSES));
        NDArray states = timeFirst.transpose(1, 0, 2).reshape(1, BATCH, FRAMES, CLASSES);
        NDArray frames = m.create(Npy.fixture("ctc_input_lengths").longs());
        return new Batch(
                List.of(),
                List.of(states),
                frames,
                frames.duplicate(),
                m.create(Npy.fixture("ctc_targets").longs(), new Shape(BATCH, 8)),
                m.create(Npy.fixture("ctc_target_lengths").longs()),
                List.of());
    }

    private static float[] timeFirst(NDArray batchFirst) {
        return batchFirst.transpose(1, 0, 2).toFloatArray();
    }
}
