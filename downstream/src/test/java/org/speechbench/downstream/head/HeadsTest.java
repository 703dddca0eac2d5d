package org.speechbench.downstream.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.downstream.train.CrossEntropyObjective;
import org.speechbench.downstream.train.DownstreamModel;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;

class HeadsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int D = 6;
    private static final String EVALUATE =
            """
              def evaluate(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
                return self.head(x, lengths, w, False)
            """;
    private static final NamedServices<HeadProvider> heads =
            NamedServices.load(HeadProvider.class, HeadsTest.class.getClassLoader());

    @Test
    void the_heads_of_superb_are_registered() {
        assertThat(heads.names())
                .contains(
                        "bilstm_ctc",
                        "linear_ctc",
                        "lstm_linear",
                        "mean_pool_linear",
                        "statistics_embedding",
                        "statistics_pool_linear",
                        "x_vector");
    }

    @Test
    void superbs_heads_have_superbs_sizes() {
        assertThat(size("linear_ctc", 768, 74, Map.of("hidden", 256.0))).isEqualTo(768 * 256 + 256 + 256 * 74 + 74);
        assertThat(size("mean_pool_linear", 768, 1251, Map.of("hidden", 256.0)))
                .isEqualTo(768 * 256 + 256 + 256 * 1251 + 1251);
        long projection = 768 * 1024 + 1024;
        long first = 2 * 4 * 1024L * (1024 + 1024 + 2);
        long second = 2 * 4 * 1024L * (2048 + 1024 + 2);
        assertThat(size("bilstm_ctc", 768, 32, Map.of()))
                .isEqualTo(projection + first + second + 2048 * 32 + 32)
                .isEqualTo(42_828_832L);
        long convolutions = 512L * 512 * (5 + 3 + 3 + 1) + 4 * 512 + 512 * 1500 + 1500;
        assertThat(size("x_vector", 768, 1211, Map.of()))
                .isEqualTo(768 * 512 + 512 + convolutions + 3000 * 512 + 512 + 512 * 512 + 512 + 1211 * 512);
    }

    private static long size(String head, int dim, int classes, Map<String, Double> parameters) {
        return heads.get(head).create(new HeadContext(dim, classes, 50, parameters)).parameters().stream()
                .mapToLong(ParameterSpec::size)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear_ctc",
                "bilstm_ctc",
                "mean_pool_linear",
                "statistics_pool_linear",
                "statistics_embedding",
                "x_vector"
            })
    void unknown_parameters_are_refused(String name) {
        HeadContext context = new HeadContext(D, 5, 50, Map.of("hiden", 3.0));
        assertRefused(() -> heads.get(name).create(context), "hiden");
    }

    @Test
    void parameters_out_of_range_are_refused() {
        HeadContext half = new HeadContext(D, 5, 50, Map.of("hidden", 2.5));
        assertRefused(() -> heads.get("linear_ctc").create(half));
        HeadContext all = new HeadContext(D, 5, 50, Map.of("dropout", 1.0));
        assertRefused(() -> heads.get("bilstm_ctc").create(all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear_ctc", "bilstm_ctc", "mean_pool_linear", "x_vector"})
    void a_row_gives_the_same_logits_alone_and_in_a_padded_batch(String name) {
        Head head = small(name, 100);
        // An x-vector needs 15 frames, and fills up shorter rows.
        int[] lengths = {7, 31, 4};
        float[][] rows = new float[3][];
        SplittableRandom random = new SplittableRandom(3);
        for (int b = 0; b < 3; b++) {
            rows[b] = new float[lengths[b] * D];
            for (int i = 0; i < rows[b].length; i++) {
                rows[b][i] = (float) random.nextGaussian();
            }
        }
        NDArray batch = logits(head, lengths, rows);
        int perRow = (int) (batch.size() / 3);
        for (int b = 0; b < 3; b++) {
            float[] alone = logits(head, new int[] {lengths[b]}, rows[b]).toFloatArray();
            float[] padded = Arrays.copyOfRange(batch.toFloatArray(), b * perRow, b * perRow + alone.length);
            assertThat(padded).containsExactly(alone, within(TestEngine.tolerance(1e-5)));
        }
    }

    @Test
    void frames_above_the_rate_are_stacked() {
        assertThat(small("bilstm_ctc", 100).outputFrames(7)).isEqualTo(4);
        assertThat(small("bilstm_ctc", 50).outputFrames(7)).isEqualTo(7);
        NDArray stacked = logits(small("bilstm_ctc", 100), new int[] {7}, new float[7 * D]);
        assertThat(stacked.getShape()).isEqualTo(new Shape(1, 4, 5));
    }

    @Test
    void a_pooled_head_gives_the_same_logits_for_the_mean_of_the_frames() {
        Head head = small("mean_pool_linear", 50);
        assertThat(head.pooling()).isEqualTo(Pooling.MEAN);
        float[] frames = {1, 2, 3, 4, 5, 6, 3, -2, 1, 0, 1, 0};
        float[] mean = {2, 0, 2, 2, 3, 3};
        assertThat(logits(head, new int[] {1}, mean).toFloatArray())
                .containsExactly(
                        logits(head, new int[] {2}, frames).toFloatArray(), within(TestEngine.tolerance(1e-5)));
    }

    @Test
    void statistics_and_changed_frames_do_not_go_together() {
        Head head = heads.get("statistics_pool_linear").create(new HeadContext(D, 5, 50, Map.of()));
        DownstreamModel.Options normalised =
                new DownstreamModel.Options(new CrossEntropyObjective(), List.of(3), 1, D, true, false);
        assertRefused(() -> new DownstreamModel(ENGINE, head, normalised), "deviation");
    }

    @Test
    void bilstm_layers_agree_with_the_fixture() {
        NDManager m = ENGINE.manager();
        try (Script script = layers(7, 2)) {
            NDArray x = m.create(Npy.fixture("bilstm_input").floats(), new Shape(3, 10, 12));
            long[] lengths = Npy.fixture("bilstm_lengths").longs();
            float[] y = script.callOne(
                            m,
                            "evaluate_layers",
                            Arguments.of(x, m.create(lengths)).add(fixtureWeights(m)))
                    .toFloatArray();
            float[] expected = Npy.fixture("bilstm_output").floats();
            for (int b = 0; b < 3; b++) {
                int from = b * 10 * 14;
                int to = from + (int) lengths[b] * 14;
                assertThat(Arrays.copyOfRange(y, from, to))
                        .containsExactly(Arrays.copyOfRange(expected, from, to), within(TestEngine.tolerance(1e-5)));
            }
        }
    }

    @Test
    void bilstm_gradients_are_those_of_packed_sequences() {
        NDManager m = ENGINE.manager();
        try (Script script = layers(7, 2)) {
            NDArray x = m.create(Npy.fixture("bilstm_input").floats(), new Shape(3, 10, 12));
            NDArray lengths = m.create(new long[] {10, 8, 3});
            List<NDArray> w = fixtureWeights(m);
            NDList ours = script.call(m, "gradients", Arguments.of(x, lengths).add(w));
            NDList packed =
                    script.call(m, "packed_gradients", Arguments.of(x, lengths).add(w));
            assertThat(ours).hasSize(16);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(ours.get(i).toFloatArray())
                        .containsExactly(packed.get(i).toFloatArray(), within(TestEngine.tolerance(1e-5)));
            }
        }
    }

    @Test
    void both_directions_in_one_call_give_what_one_after_the_other_gives() {
        NDManager m = ENGINE.manager();
        try (Script script = layers(7, 2)) {
            NDArray x = m.create(Npy.fixture("bilstm_input").floats(), new Shape(3, 10, 12));
            List<NDList> found = new ArrayList<>();
            for (boolean oneCall : List.of(false, true)) {
                NDArray lengths = m.create(new long[] {10, 10, 10});
                Arguments arguments =
                        Arguments.of(x, lengths, m.create(oneCall)).add(fixtureWeights(m));
                found.add(script.call(m, "unpadded", arguments));
            }
            assertThat(found.get(1)).hasSize(18);
            for (int i = 0; i < 18; i++) {
                float[] expected = found.get(0).get(i).toFloatArray();
                float largest = found.get(0).get(i).abs().max().getFloat();
                assertThat(found.get(1).get(i).toFloatArray())
                        .containsExactly(expected, within(TestEngine.tolerance(1e-5) * largest));
            }
        }
    }

    private static Script layers(int hidden, int layers) {
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(Fragment.GRADIENTS, Fragment.of(HeadsTest.class, "bilstm_reference.py"));
        source.add(BilstmCtc.layers(hidden, layers, 0));
        return Script.load(ENGINE, source);
    }

    private static List<NDArray> fixtureWeights(NDManager m) {
        Map<String, TensorData> fixture =
                Safetensors.read(Npy.path("bilstm.safetensors")).tensors();
        List<NDArray> w = new ArrayList<>();
        for (String layer : List.of("l0", "l0_reverse", "l1", "l1_reverse")) {
            int in = layer.startsWith("l0") ? 12 : 14;
            w.add(m.create(values(fixture, "weight_ih_" + layer), new Shape(28, in)));
            w.add(m.create(values(fixture, "weight_hh_" + layer), new Shape(28, 7)));
            w.add(m.create(values(fixture, "bias_ih_" + layer)));
            w.add(m.create(values(fixture, "bias_hh_" + layer)));
        }
        return w;
    }

    private static float[] values(Map<String, TensorData> tensors, String name) {
        TensorData tensor = tensors.get(name);
        assertThat(tensor).as(name).isNotNull();
        return tensor.floats();
    }

    private static Head small(String name, double frameRate) {
        Map<String, Double> parameters = name.equals("bilstm_ctc")
                ? Map.of("projection", 8.0, "hidden", 4.0, "layers", 2.0, "stack_above_hz", 50.0)
                : name.equals("x_vector") ? Map.of() : Map.of("hidden", 8.0);
        return heads.get(name).create(new HeadContext(D, 5, frameRate, parameters));
    }

    /** Weights are drawn anew from the same seed at every call. */
    private static NDArray logits(Head head, int[] lengths, float[]... rows) {
        NDManager m = ENGINE.manager();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        float[] values = new float[rows.length * longest * D];
        for (int b = 0; b < rows.length; b++) {
            System.arraycopy(rows[b], 0, values, b * longest * D, rows[b].length);
        }
        List<NDArray> w = ParameterSet.random(m, head.parameters(), new SplittableRandom(1))
                .list();
        NDArray x = m.create(values, new Shape(rows.length, longest, D));
        NDArray valid = m.create(Arrays.stream(lengths).asLongStream().toArray());
        ScriptSource source = new ScriptSource(Precision.FP32).add(Fragment.text("evaluate", EVALUATE));
        ParameterLayout layout = ParameterLayout.of(
                head.parameters().stream().map(ParameterSpec::name).toList());
        head.fragments().forEach(f -> source.add(f.weights(layout)));
        try (Script script = Script.load(ENGINE, source)) {
            return script.callOne(m, "evaluate", Arguments.of(x, valid).add(w));
        }
    }
}
