package org.speechbench.upstream.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;
import org.speechbench.upstream.model.Kernels;

/** The losses of predictions that are given, against what s3prl's distiller computed and against plain arithmetic. */
class DistillationScriptTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    /** The fixture: one utterance, two targets, 49 frames of 24 values. */
    private static final int FRAMES = 49;

    private static final int WIDTH = 24;

    private static final String CALLED =
            """
            def heads_of_layer(self, states: List[Tensor], layer: int, w: List[Tensor]) -> List[Tensor]:
                return states


            def losses(self, states: List[Tensor], targets: List[Tensor], divisors: Tensor) -> List[Tensor]:
                loss, statistics = self.objective(states, divisors, targets, divisors, states[:0], True)
                return [loss, statistics]
            """;

    private static DistillOptions options(Map<Loss, Double> losses, Frames frames) {
        return new DistillOptions(DistillTargets.last(), Heads.NONE, losses, frames, Mask.NONE, 1);
    }

    private static float[] statistics(
            DistillOptions options,
            LayerMatching matching,
            List<float[]> states,
            List<float[]> targets,
            double... rates) {
        UpstreamCard card = UpstreamCard.ofFeatures("student", "", WIDTH, 320);
        List<Fragment> losses = new Distillation(options, matching, card, null)
                .loss(rates.length == 0 ? 50 : rates[0], rates.length == 0 ? 50 : rates[1]);
        ParameterLayout layout = ParameterLayout.of(List.of(), "predictor", "encoder", "objective");
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(new NoHeads(matching.student(), WIDTH).fragments(null))
                .add(Kernels.linear(), Fragment.text("test", CALLED));
        losses.forEach(loss -> source.add(loss.weights(layout)));
        try (NDManager m = ENGINE.manager().newSubManager();
                Script script = Script.load(ENGINE, source)) {
            NDList out = script.call(
                    m,
                    "losses",
                    new Arguments()
                            .add(arrays(m, states))
                            .add(arrays(m, targets))
                            .add(m.create(new float[] {1, 1, 1})));
            return out.get(1).toFloatArray();
        }
    }

    private static List<NDArray> arrays(NDManager m, List<float[]> all) {
        return all.stream()
                .map(values -> m.create(values, new Shape(1, values.length / WIDTH, WIDTH)))
                .toList();
    }

    private static List<float[]> fixture(String name) {
        float[] all = Npy.fixture("relatives/" + name).floats();
        return IntStream.range(0, 2)
                .mapToObj(i -> Arrays.copyOfRange(all, i * FRAMES * WIDTH, (i + 1) * FRAMES * WIDTH))
                .toList();
    }

    private static LayerMatching both(boolean mean, double... weights) {
        return new LayerMatching(
                List.of(4, 12),
                mean,
                mean ? List.of(1) : List.of(0, 1),
                Arrays.stream(weights).boxed().toList());
    }

    @Test
    void both_terms_are_those_of_s3prls_distiller() {
        float[] got = statistics(
                options(Map.of(Loss.L1, 1.0, Loss.COSINE, 1.0), Frames.MEAN),
                both(false, 0.5, 0.5),
                fixture("distil_prediction"),
                fixture("distil_target"));
        assertThat(got).hasSize(5);
        assertThat(got[1]).as("l1").isCloseTo(0.8547727f, within(1e-6f));
        assertThat(got[2]).as("cosine").isCloseTo(0.6909259f, within(1e-6f));
        assertThat(got[0]).as("loss").isCloseTo(0.8547727f + 0.6909259f, within(2e-6f));
        assertThat((got[3] + got[4]) / 2).as("mean over targets").isCloseTo(got[0], within(2e-6f));
    }

    @Test
    void a_perfect_prediction_costs_nothing_but_the_cosine_of_equal_directions() {
        List<float[]> target = fixture("distil_target");
        DistillOptions all = options(Map.of(Loss.L1, 2.0, Loss.MSE, 3.0, Loss.COSINE, 1.0), Frames.MEAN);
        float[] got = statistics(all, both(false, 0.5, 0.5), target, target);
        assertThat(Arrays.copyOf(got, 3)[1]).isZero();
        assertThat(got[2]).isZero();
        assertThat(got[3]).as("log(1 + 1/e)").isCloseTo(0.3132617f, within(1e-6f));
        assertThat(got[0]).isCloseTo(got[3], within(1e-7f));
    }

    @Test
    void weights_of_targets_and_losses_multiply_what_is_added() {
        List<float[]> p = fixture("distil_prediction");
        List<float[]> t = fixture("distil_target");
        float[] plain = statistics(options(Map.of(Loss.MSE, 1.0), Frames.MEAN), both(false, 1, 1), p, t);
        float[] weighted = statistics(options(Map.of(Loss.MSE, 3.0), Frames.MEAN), both(false, 0.1, 1), p, t);
        assertThat(plain[0]).isCloseTo(plain[2] + plain[3], within(1e-6f));
        assertThat(weighted[0]).isCloseTo(3 * (0.1f * plain[2] + plain[3]), within(1e-5f));
    }

    @Test
    void the_mean_of_layers_is_one_target() {
        List<float[]> t = fixture("distil_target");
        float[] mean = new float[FRAMES * WIDTH];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (t.get(0)[i] + t.get(1)[i]) / 2;
        }
        float[] got = statistics(options(Map.of(Loss.L1, 1.0), Frames.MEAN), both(true, 1), List.of(t.get(0), mean), t);
        assertThat(got[0]).isCloseTo(0, within(1e-6f));
    }

    @Test
    void a_student_with_half_of_the_frames_predicts_means_of_two_or_is_repeated() {
        float[] teacher = fixture("distil_target").get(0);
        int half = FRAMES / 2;
        float[] mean = new float[half * WIDTH];
        float[] first = new float[half * WIDTH];
        for (int f = 0; f < half; f++) {
            for (int d = 0; d < WIDTH; d++) {
                float a = teacher[2 * f * WIDTH + d];
                float b = teacher[(2 * f + 1) * WIDTH + d];
                mean[f * WIDTH + d] = (a + b) / 2;
                first[f * WIDTH + d] = a;
            }
        }
        LayerMatching one = new LayerMatching(List.of(12), false, List.of(0), List.of(1.0));
        Map<Loss, Double> l1 = Map.of(Loss.L1, 1.0);
        assertThat(statistics(options(l1, Frames.MEAN), one, List.of(mean), List.of(teacher), 25, 50)[0])
                .isCloseTo(0, within(1e-6f));
        double sum = 0;
        for (int f = 0; f < half; f++) {
            for (int d = 0; d < WIDTH; d++) {
                sum += Math.abs(first[f * WIDTH + d] - teacher[(2 * f + 1) * WIDTH + d]);
            }
        }
        assertThat(statistics(options(l1, Frames.REPEAT), one, List.of(first), List.of(teacher), 25, 50)[0])
                .isCloseTo((float) (sum / (2 * half * WIDTH)), within(1e-6f));
        float[] twice = new float[2 * teacher.length];
        for (int f = 0; f < 2 * FRAMES; f++) {
            System.arraycopy(teacher, f / 2 * WIDTH, twice, f * WIDTH, WIDTH);
        }
        assertThat(statistics(options(l1, Frames.MEAN), one, List.of(twice), List.of(teacher), 100, 50)[0])
                .as("a student with twice as many frames")
                .isZero();
    }
}
