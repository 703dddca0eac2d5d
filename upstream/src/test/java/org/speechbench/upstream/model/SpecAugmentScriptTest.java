package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.testing.TestEngine;

/** What hidden bins and frames of the input become: fairseq's SpecAugment without a mask value takes the mean. */
class SpecAugmentScriptTest {
    /** Two utterances of three frames and of one, two bins; the second is padded with what must not count. */
    private static final float[] INPUT = {1, 10, 2, 20, 3, 60, 5, 40, 1000, 1000, 1000, 1000};

    private static final float[] MEANS = {2, 20};
    private static final float[] DEVIATIONS = {1, 10};

    @Test
    void what_is_hidden_becomes_the_mean_of_the_utterances_own_normalised_values() {
        try (EngineContext engine = TestEngine.start();
                NDManager m = engine.manager().newSubManager();
                Script script = Script.load(
                        engine,
                        new ScriptSource(Precision.FP32).add(Fragment.of(ScriptAssembler.class, "spec_augment.py")))) {
            NDArray x = m.create(INPUT, new Shape(2, 3, 2));
            NDArray normalization =
                    m.create(new float[] {MEANS[0], MEANS[1], DEVIATIONS[0], DEVIATIONS[1]}, new Shape(2, 2));
            NDArray spans = m.create(new boolean[] {true, false, false, false, false, false}, new Shape(2, 3));
            NDArray bins = m.create(new boolean[] {false, false, false, true}, new Shape(2, 2));

            float[] y = script.callOne(
                            m, "input_masked", Arguments.of(x, m.create(new long[] {3, 1}), normalization, spans, bins))
                    .toFloatArray();

            // Normalised: -1 -1, 0 0, 1 4, mean 0.5; and 3 2, mean 2.5.
            float[] wanted = {2.5f, 25, 2, 20, 3, 60, 5, 45};
            for (int i = 0; i < wanted.length; i++) {
                assertThat(y[i]).as("value " + i).isCloseTo(wanted[i], within(1e-5f));
            }
            float[] whole = script.callOne(
                            m,
                            "input_masked",
                            Arguments.of(
                                    x.get("0:1"),
                                    m.create(new long[0]),
                                    normalization,
                                    spans.get("0:1"),
                                    bins.get("0:1")))
                    .toFloatArray();
            assertThat(whole).containsExactly(2.5f, 25, 2, 20, 3, 60);
        }
    }
}
