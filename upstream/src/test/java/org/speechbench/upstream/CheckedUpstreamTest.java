package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;

/** An upstream of 2 layers of 3 values, a frame every 100 samples, and what it may do wrong. */
class CheckedUpstreamTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final UpstreamCard CARD = card(2);

    @Test
    void what_fits_is_passed_on() {
        try (Upstream checked = checked(2, 10, 3, 10, 10, 0f, CARD);
                HiddenStates states = checked.encode(batch())) {
            assertThat(states.layers()).hasSize(2);
            assertThat(checked.card()).isEqualTo(CARD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 10, 3, 10, 10, 0, returned 3 layers and its card has 2",
        "2, 10, 4, 10, 10, 0, 'returned layer 0 of shape (1, 10, 4)'",
        "2, 9, 3, 10, 10, 0, '[10] of its frames are valid'",
        "2, 10, 3, 0, 10, 0, '[0] of its frames are valid'",
        "2, 12, 3, 11, 10, 0, returned 11 frames of 1000 samples in layer 0 and counts at most 10",
        "2, 10, 3, 10, 10, NaN, no finite numbers",
        "2, 10, 3, 10, 10, Infinity, no finite numbers",
    })
    void what_does_not_fit_is_named(int layers, int t, int dim, int valid, int counted, float value, String message) {
        try (Upstream checked = checked(layers, t, dim, valid, counted, value, CARD)) {
            assertThatThrownBy(() -> checked.encode(batch())).isInstanceOfSatisfying(UserError.class, e -> assertThat(
                            e.oneLine().replace(",", ""))
                    .contains("Upstream odd")
                    .contains(message.replace(",", "")));
        }
    }

    @Test
    void a_spec_that_wants_another_digest_is_refused() {
        UpstreamSpec spec = UpstreamSpec.of("odd", "", 1, Precision.FP32);
        checked(2, 10, 3, 10, 10, 0f, CARD, spec.expecting("0")).close();
        assertThatThrownBy(() -> checked(2, 10, 3, 10, 10, 0f, CARD, spec.expecting("1")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("their digest is 0, wanted 1");
    }

    @Test
    void frames_after_the_end_are_refused() {
        FrameTimes late = new FrameTimes.Listed(List.of(new double[] {0, 5}));
        assertThat(late.seconds(0, 1)).isEqualTo(5);
        try (Upstream checked = checked(2, 10, 3, 10, 10, 0f, CARD)) {
            assertThatThrownBy(() -> checked.encode(WaveformBatch.of(new Waveform(new float[400]))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("with frames from 0.0 to 0.05625 s of 0.025 s");
        }
    }

    @Test
    void a_card_of_nothing_is_refused() {
        UpstreamCard nothing = card(0);
        assertRefused(() -> checked(0, 10, 3, 10, 10, 0, nothing));
    }

    private static UpstreamCard card(int layers) {
        return new UpstreamCard("odd", "", "none", layers, 3, 100, ModelCost.NONE, CheckpointFacts.NONE);
    }

    private static WaveformBatch batch() {
        return WaveformBatch.of(new Waveform(new float[1000]));
    }

    private static Upstream checked(
            int layers, int t, int dim, int valid, int counted, float value, UpstreamCard card) {
        return checked(layers, t, dim, valid, counted, value, card, UpstreamSpec.of("odd", "", 1, Precision.FP32));
    }

    /** A proxy's class is not one of ours, as that of a plug-in is not. */
    private static Upstream checked(
            int layers, int t, int dim, int valid, int counted, float value, UpstreamCard card, UpstreamSpec spec) {
        Upstream plugin = (Upstream) Proxy.newProxyInstance(
                Upstream.class.getClassLoader(), new Class<?>[] {Upstream.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "card" -> card;
                        case "atMostFrames" -> counted;
                        case "encode" -> states(layers, t, dim, valid, value);
                        case "digest" -> "0";
                        default -> null;
                    };
                });
        UpstreamProvider provider = new UpstreamProvider() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public List<String> sizes() {
                return List.of();
            }

            @Override
            public UpstreamCard describe(UpstreamSpec spec) {
                return card;
            }

            @Override
            public Upstream open(EngineContext context, UpstreamSpec options) {
                return plugin;
            }
        };
        return CheckedUpstream.open(provider, ENGINE, spec);
    }

    private static HiddenStates states(int layers, int t, int dim, int valid, float value) {
        NDManager manager = ENGINE.manager().newSubManager();
        List<NDArray> arrays = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            float[] values = new float[t * dim];
            Arrays.fill(values, 0.5f);
            values[values.length - 1] = value;
            arrays.add(manager.create(values, new Shape(1, t, dim)));
        }
        return HiddenStates.of(manager, arrays, new int[] {valid}, new FrameTimes.Regular(0, 100 / 16_000.0));
    }
}
