package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.testing.TestEngine;

/** Held against the definition, written out speaker by speaker and frame by frame. */
class PermutationInvariantTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int[] FRAMES = {5, 3};
    private static final int LONGEST = 5;

    /** The parameter is the logits. */
    private record Given(List<ParameterSpec> parameters) implements Head {
        @Override
        public List<Fragment> fragments() {
            return List.of(
                    Fragment.text(
                            "given",
                            """
                      def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
                        return torch.add(w[0], torch.mul(torch.sum(x), 0.))
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
    void two_speakers_are_trained_in_the_order_that_fits_best() {
        check(2, new int[][] {{0, 1}, {1, 0}});
    }

    @Test
    void three_speakers_have_six_orders() {
        check(3, new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}});
    }

    private static void check(int speakers, int[][] orders) {
        SplittableRandom random = new SplittableRandom(speakers);
        float[] logits = new float[2 * LONGEST * speakers];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (8 * random.nextDouble() - 4);
        }
        long[] targets = random.longs(2L * LONGEST, 0, 1L << speakers).toArray();
        try (NDManager m = ENGINE.manager().newSubManager();
                DownstreamModel model = model(ENGINE, speakers)) {
            NDArray states = m.zeros(new Shape(1, 2, LONGEST, 4));
            NDArray lengths = m.create(new long[] {FRAMES[0], FRAMES[1]});
            NDArray labels = m.create(targets, new Shape(2, LONGEST));
            Batch batch = new Batch(
                    List.of(), List.of(states), lengths, lengths.duplicate(), labels, lengths.duplicate(), List.of());
            List<NDArray> w = List.of(m.zeros(new Shape(1)), m.create(logits, new Shape(2, LONGEST, speakers)));
            NDList out = model.evaluate(m, batch, w);
            double[] rows = {loss(0, speakers, orders, logits, targets), loss(1, speakers, orders, logits, targets)};
            assertThat(out.get(0).getFloat(0)).isCloseTo((float) rows[0], within(1e-5f));
            assertThat(out.get(0).getFloat(1)).isCloseTo((float) rows[1], within(1e-5f));
            assertThat(out.get(1).getFloat(1, 2, 0))
                    .isCloseTo((float) (1 / (1 + Math.exp(-logits[(LONGEST + 2) * speakers]))), within(1e-5f));
            NDList step = model.gradients(m, batch, w);
            double mean = (FRAMES[0] * rows[0] + FRAMES[1] * rows[1]) / (FRAMES[0] + FRAMES[1]);
            assertThat(step.get(0).getFloat()).isCloseTo((float) mean, within(1e-5f));
            float[] gradient = step.get(2).toFloatArray();
            assertThat(gradient).hasSize(logits.length);
            for (int t = FRAMES[1]; t < LONGEST; t++) {
                assertThat(gradient[(LONGEST + t) * speakers]).isZero();
            }
            assertThat(gradient[0]).isNotZero();
        }
    }

    private static double loss(int row, int speakers, int[][] orders, float[] logits, long[] targets) {
        double least = Double.POSITIVE_INFINITY;
        for (int[] order : orders) {
            double sum = 0;
            for (int t = 0; t < FRAMES[row]; t++) {
                for (int s = 0; s < speakers; s++) {
                    double p = 1 / (1 + Math.exp(-logits[(row * LONGEST + t) * speakers + s]));
                    boolean speaks = (targets[row * LONGEST + t] >> order[s] & 1) == 1;
                    sum -= Math.log(speaks ? p : 1 - p);
                }
            }
            least = Math.min(least, sum / FRAMES[row] / speakers);
        }
        return least;
    }

    private static DownstreamModel model(EngineContext engine, int speakers) {
        ParameterSpec logits =
                new ParameterSpec("logits", new long[] {2, LONGEST, speakers}, ParameterSpec.Initializer.constant(0));
        return new DownstreamModel(
                ENGINE,
                new Given(List.of(logits)),
                new DownstreamModel.Options(
                        new PermutationInvariantObjective(), List.of(speakers), 1, 4, false, false));
    }
}
