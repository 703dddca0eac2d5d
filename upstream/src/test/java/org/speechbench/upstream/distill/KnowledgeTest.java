package org.speechbench.upstream.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.targets.Knowledge;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.targets.Teaching;

/** What a teacher gives besides states, and what losses make of it, against plain arithmetic on the same arrays. */
class KnowledgeTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final HubertProvider HUBERT = new HubertProvider();
    private static final PretrainOptions PLAIN = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);

    private static final int CROPS = 2;
    private static final int SAMPLES = 4000;
    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int CLASSES = 7;

    @TempDir
    static Path shared;

    /** A pre-trained model, so that it has a head. */
    private static UpstreamSpec teacher;

    private static float[] samples;
    private static int frames;
    private static boolean[] masked;

    @BeforeAll
    static void write() {
        UpstreamSpec drawn = UpstreamSpec.of("hubert", "test", 9, Precision.FP32);
        try (Pretrainable model = HUBERT.pretrainable(ENGINE, drawn, PLAIN, CLASSES)) {
            CheckpointStore.write(shared.resolve("teacher"), model.parameters(), model.config());
            frames = model.geometry().frames(SAMPLES);
        }
        teacher = drawn.from(shared.resolve("teacher"));
        SplittableRandom random = new SplittableRandom(3);
        samples = new float[CROPS * SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextDouble() - 0.5);
        }
        masked = new boolean[CROPS * frames];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = i % 5 < 2;
        }
    }

    private static WaveformBatch crops() {
        List<Waveform> crops = new ArrayList<>();
        for (int b = 0; b < CROPS; b++) {
            crops.add(new Waveform(Arrays.copyOfRange(samples, b * SAMPLES, (b + 1) * SAMPLES)));
        }
        return new WaveformBatch(crops);
    }

    /** The arrays that a model gives, on the host. */
    private static List<float[]> given(UpstreamSpec spec, Knowledge wanted) {
        try (Teaching.Network network = HUBERT.teacher(ENGINE, spec, wanted);
                NDManager m = ENGINE.manager().newSubManager()) {
            return network.give(m, crops(), masked).stream()
                    .map(NDArray::toFloatArray)
                    .toList();
        }
    }

    private static UpstreamSpec student(long seed) {
        return UpstreamSpec.of("hubert", "test", seed, Precision.FP32);
    }

    private static Distillation objective(Map<Loss, Double> losses, Mask mask, double temperature, int... layers) {
        List<Integer> matched = Arrays.stream(layers).boxed().toList();
        LayerMatching matching = new LayerMatching(
                matched, false, matched, matched.stream().map(l -> 0.5 * l).toList());
        DistillOptions options =
                new DistillOptions(DistillTargets.last(), Heads.NONE, losses, Frames.MEAN, mask, temperature);
        return new Distillation(options, matching, HUBERT.describe(student(1)), null);
    }

    /** The statistics, or all gradients by name, of a student that begins with the weights of a seed. */
    private static Map<String, float[]> learnt(Distillation objective, long seed, boolean gradients) {
        UpstreamCard card = HUBERT.describe(student(seed));
        TargetSpec.States states = new TargetSpec.States(
                objective.knowledge().layers().size(), card.hiddenSize(), card.frameRate(), HEADS, CLASSES);
        objective.check(student(seed), states, HEADS);
        Map<String, float[]> values = new TreeMap<>();
        try (Teaching.Network network = HUBERT.teacher(ENGINE, teacher, objective.knowledge());
                Pretrainable model = objective.model(ENGINE, HUBERT, student(seed), PLAIN, states);
                NDManager m = ENGINE.manager().newSubManager()) {
            PretrainBatch batch = new PretrainBatch(
                    new PretrainBatch.Crops(samples, CROPS, SAMPLES, 0.5),
                    new PretrainBatch.Frames(frames, new int[0], masked, network.give(m, crops(), masked)),
                    0,
                    1);
            if (gradients) {
                List<NDArray> all = model.gradients(m, batch).gradients();
                int[] place = {0};
                model.parameters()
                        .byName()
                        .forEach((name, array) ->
                                values.put(name, all.get(place[0]++).toFloatArray()));
            } else {
                values.put("", model.evaluate(m, batch).statistics().toFloatArray());
            }
        }
        return values;
    }

    private static float[] statistics(Distillation objective, long seed) {
        return learnt(objective, seed, false).get("");
    }

    private static Knowledge attention(int... layers) {
        List<Integer> all = Arrays.stream(layers).boxed().toList();
        return new Knowledge(List.of(), false, all, all, false);
    }

    /** Scores (B * H, T, T) of arrays (B, H, T, d). */
    private static double[][][] scores(float[] q, float[] k) {
        int d = WIDTH / HEADS;
        double[][][] scores = new double[CROPS * HEADS][frames][frames];
        for (int h = 0; h < scores.length; h++) {
            for (int i = 0; i < frames; i++) {
                for (int j = 0; j < frames; j++) {
                    double sum = 0;
                    for (int e = 0; e < d; e++) {
                        sum += (double) q[(h * frames + i) * d + e] * k[(h * frames + j) * d + e];
                    }
                    scores[h][i][j] = sum / Math.sqrt(d);
                }
            }
        }
        return scores;
    }

    private static double[] softmax(double[] scores) {
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        return Arrays.stream(scores).map(s -> Math.exp(s) / sum).toArray();
    }

    private static double meanSquare(double[][][] s, double[][][] t) {
        double sum = 0;
        for (int h = 0; h < s.length; h++) {
            for (int i = 0; i < frames; i++) {
                for (int j = 0; j < frames; j++) {
                    sum += (s[h][i][j] - t[h][i][j]) * (s[h][i][j] - t[h][i][j]);
                }
            }
        }
        return sum / s.length / frames / frames;
    }

    private static double divergence(double[][][] s, double[][][] t) {
        double sum = 0;
        for (int h = 0; h < s.length; h++) {
            for (int i = 0; i < frames; i++) {
                double[] p = softmax(t[h][i]);
                double[] q = softmax(s[h][i]);
                for (int j = 0; j < frames; j++) {
                    sum += p[j] * Math.log(p[j] / q[j]);
                }
            }
        }
        return sum / s.length / frames;
    }

    private static final Map<Loss, Double> ATTENTION =
            Map.of(Loss.ATTENTION_SCORES, 2.0, Loss.ATTENTION_KL, 3.0, Loss.VALUE_RELATION, 5.0);

    @Test
    void losses_of_attention_are_those_of_plain_arithmetic() {
        List<float[]> s = given(student(5), attention(1, 2));
        List<float[]> t = given(teacher, attention(1, 2));
        float[] got = statistics(objective(ATTENTION, Mask.NONE, 1, 1, 2), 5);
        double[] parts = new double[3];
        double[] each = new double[2];
        for (int l = 0; l < 2; l++) {
            double[][][] mine = scores(s.get(2 * l), s.get(2 * l + 1));
            double[][][] theirs = scores(t.get(2 * l), t.get(2 * l + 1));
            double[] losses = {
                meanSquare(mine, theirs),
                divergence(mine, theirs),
                divergence(scores(s.get(4 + l), s.get(4 + l)), scores(t.get(4 + l), t.get(4 + l)))
            };
            for (int i = 0; i < 3; i++) {
                parts[i] += 0.5 * (l + 1) * losses[i];
            }
            each[l] = 2 * losses[0] + 3 * losses[1] + 5 * losses[2];
        }
        assertClose(got[1], parts[0]);
        assertClose(got[2], parts[1]);
        assertClose(got[3], parts[2]);
        assertClose(got[4], each[0]);
        assertClose(got[5], each[1]);
        assertClose(got[0], 0.5 * each[0] + each[1]);
        for (double part : parts) {
            assertThat(part).isGreaterThan(1e-9);
        }
    }

    private static void assertClose(double got, double wanted) {
        assertThat(got).isCloseTo(wanted, within(1e-4 * Math.abs(wanted)));
    }

    @Test
    void queries_keys_and_values_are_products_with_the_input_of_the_layer() {
        List<float[]> got = given(teacher, new Knowledge(List.of(1), false, List.of(2), List.of(2), false));
        Map<String, float[]> weights = HUBERT.weights(teacher);
        int place = 1;
        for (String name : List.of("q_proj", "k_proj", "v_proj")) {
            float[] w = weights.get("encoder.layers.1.attention." + name + ".weight");
            float[] bias = weights.get("encoder.layers.1.attention." + name + ".bias");
            float[] heads = got.get(place++);
            int d = WIDTH / HEADS;
            for (int b = 0; b < CROPS; b++) {
                for (int t = 0; t < frames; t++) {
                    for (int o = 0; o < WIDTH; o++) {
                        double sum = bias[o];
                        for (int i = 0; i < WIDTH; i++) {
                            sum += (double) got.get(0)[(b * frames + t) * WIDTH + i] * w[o * WIDTH + i];
                        }
                        float value = heads[((b * HEADS + o / d) * frames + t) * d + o % d];
                        assertThat(value).as(name).isCloseTo((float) sum, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void logits_cost_the_cross_entropy_of_soft_classes() {
        Knowledge wanted = new Knowledge(List.of(2), false, List.of(), List.of(), true);
        List<float[]> t = given(teacher, wanted);
        float[] last = given(student(5), Knowledge.ofStates(List.of(2))).get(0);
        Distillation objective = objective(Map.of(Loss.LOGITS, 3.0), Mask.NONE, 0.2, 2);
        float[] weight;
        float[] bias;
        try (Pretrainable model = objective.model(
                ENGINE, HUBERT, student(5), PLAIN, new TargetSpec.States(0, WIDTH, 50, HEADS, CLASSES))) {
            weight = model.parameters().byName().get("objective.logits.weight").toFloatArray();
            bias = model.parameters().byName().get("objective.logits.bias").toFloatArray();
        }
        double sum = 0;
        for (int f = 0; f < CROPS * frames; f++) {
            double[] theirs = new double[CLASSES];
            double[] mine = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                theirs[c] = t.get(1)[f * CLASSES + c] / 0.2;
                mine[c] = bias[c];
                for (int i = 0; i < WIDTH; i++) {
                    mine[c] += (double) weight[c * WIDTH + i] * last[f * WIDTH + i];
                }
                mine[c] /= 0.2;
            }
            double[] p = softmax(theirs);
            double[] q = softmax(mine);
            for (int c = 0; c < CLASSES; c++) {
                sum -= p[c] * Math.log(q[c]);
            }
        }
        float[] got = statistics(objective, 5);
        assertThat(got).hasSize(2);
        assertClose(got[1], sum / CROPS / frames);
        assertClose(got[0], 3 * sum / CROPS / frames);
    }

    @Test
    void logits_of_a_teacher_are_cosines_with_its_classes() {
        Knowledge wanted = new Knowledge(List.of(2), false, List.of(), List.of(), true);
        List<float[]> got = given(teacher, wanted);
        Map<String, float[]> weights = HUBERT.weights(teacher);
        float[] w = weights.get("final_proj.weight");
        float[] bias = weights.get("final_proj.bias");
        float[] classes = weights.get("label_embeddings");
        int size = bias.length;
        for (int f = 0; f < CROPS * frames; f++) {
            double[] p = new double[size];
            for (int o = 0; o < size; o++) {
                p[o] = bias[o];
                for (int i = 0; i < WIDTH; i++) {
                    p[o] += (double) w[o * WIDTH + i] * got.get(0)[f * WIDTH + i];
                }
            }
            for (int c = 0; c < CLASSES; c++) {
                double dot = 0;
                double norm = 0;
                double length = 0;
                for (int o = 0; o < size; o++) {
                    dot += p[o] * classes[c * size + o];
                    norm += (double) classes[c * size + o] * classes[c * size + o];
                    length += p[o] * p[o];
                }
                assertThat(got.get(1)[f * CLASSES + c])
                        .isCloseTo((float) (dot / Math.sqrt(norm * length)), within(1e-4f));
            }
        }
    }

    @Test
    void a_student_that_is_its_teacher_has_no_error_in_attention() {
        for (float value : statistics(objective(ATTENTION, Mask.NONE, 1, 1, 2), 9)) {
            assertThat(value).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void predictions_of_masked_frames_learn_from_all_frames_and_those_of_others_from_the_unmasked() {
        Distillation objective = objective(Map.of(Loss.L1, 1.0, Loss.MSE, 1.0), Mask.BOTH, 1, 1, 2);
        List<float[]> s = given(student(5), new Knowledge(List.of(1, 2), true, List.of(), List.of(), false));
        List<float[]> t = given(teacher, new Knowledge(List.of(1, 2), true, List.of(), List.of(), false));
        assertThat(t).hasSize(4);
        double l1 = 0;
        double mse = 0;
        for (int l = 0; l < 2; l++) {
            for (int i = 0; i < CROPS * frames * WIDTH; i++) {
                float wanted = masked[i / WIDTH] ? t.get(l)[i] : t.get(2 + l)[i];
                double difference = s.get(2 + l)[i] - wanted;
                l1 += 0.5 * (l + 1) * Math.abs(difference) / (CROPS * frames * WIDTH);
                mse += 0.5 * (l + 1) * difference * difference / (CROPS * frames * WIDTH);
            }
        }
        float[] got = statistics(objective, 5);
        assertClose(got[1], l1);
        assertClose(got[2], mse);
        assertClose(got[0], l1 + mse);
    }

    @Test
    void a_student_that_is_its_teacher_errs_in_masked_frames_alone() {
        Knowledge both = new Knowledge(List.of(2), true, List.of(), List.of(), false);
        List<float[]> t = given(teacher, both);
        double sum = 0;
        for (int i = 0; i < CROPS * frames * WIDTH; i++) {
            sum += masked[i / WIDTH] ? Math.abs(t.get(1)[i] - t.get(0)[i]) : 0;
        }
        float[] got = statistics(objective(Map.of(Loss.L1, 1.0), Mask.BOTH, 1, 2), 9);
        assertClose(got[1], sum / (CROPS * frames * WIDTH));
        assertThat(got[1]).isPositive();
    }

    @Test
    void a_second_pass_without_masked_frames_is_the_first() {
        Knowledge both = new Knowledge(List.of(0, 2), true, List.of(), List.of(), false);
        try (Teaching.Network network = HUBERT.teacher(ENGINE, teacher, both);
                NDManager m = ENGINE.manager().newSubManager()) {
            List<NDArray> all = network.give(m, crops(), new boolean[CROPS * (frames - 1)]);
            for (int l = 0; l < 2; l++) {
                assertThat(all.get(2 + l).toFloatArray()).isEqualTo(all.get(l).toFloatArray());
            }
        }
    }

    @Test
    void gradients_of_attention_reach_the_projections_of_its_layer_and_the_layers_below() {
        Map<Loss, String> reached = new EnumMap<>(Map.of(
                Loss.ATTENTION_SCORES, "[qk]_proj",
                Loss.ATTENTION_KL, "[qk]_proj",
                Loss.VALUE_RELATION, "v_proj"));
        reached.forEach((loss, projections) -> {
            Map<String, float[]> second = learnt(objective(Map.of(loss, 1.0), Mask.NONE, 1, 2), 5, true);
            second.forEach((name, gradient) -> {
                boolean above = name.startsWith("encoder.layers.1.")
                        && !name.matches("encoder\\.layers\\.1\\.attention\\." + projections + ".*");
                boolean unused = name.equals("mask_embedding");
                if (above || unused) {
                    assertThat(gradient).as(loss + " " + name).containsOnly(0f);
                }
            });
            for (String name : List.of(
                    "encoder.layers.1.attention." + projections.replace("[qk]", "q") + ".weight",
                    "encoder.layers.0.feed_forward.intermediate_dense.weight",
                    "feature_projection.projection.weight")) {
                assertThat(second).containsKey(name);
                assertThat(sum(second.get(name))).as(loss + " " + name).isPositive();
            }
            Map<String, float[]> first = learnt(objective(Map.of(loss, 1.0), Mask.NONE, 1, 1), 5, true);
            first.forEach((name, gradient) -> {
                if (name.startsWith("encoder.layers.1.")) {
                    assertThat(gradient).as(loss + " " + name).containsOnly(0f);
                }
            });
        });
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
