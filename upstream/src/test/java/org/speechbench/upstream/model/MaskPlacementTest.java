package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;

/** With a decoder of masked frames the Transformer sees the other frames alone. */
class MaskPlacementTest {
    private static final int UNMASKED_LOSS = 1;
    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    private Pretrainable model(UpstreamProvider provider, String place) {
        return provider.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(engine, options(place), new PretrainOptions(0, 0, 0.5, 1, 0, 1, KernelSet.OPTIMISED), 7);
    }

    private static UpstreamSpec options(String place) {
        return UpstreamSpec.of("hubert", "test", 5, Precision.FP32).with(Map.of("masked_frames", place));
    }

    /** How the loss of unmasked frames moves with the mask embedding, if it can reach them by attention only. */
    private double influence(UpstreamProvider provider, String place) {
        try (Pretrainable model = model(provider, place);
                NDManager m = engine.manager().newSubManager()) {
            Map<String, NDArray> parameters = model.parameters().byName();
            parameters.forEach((name, values) -> {
                if (name.equals("encoder.pos_conv.weight_g") || name.startsWith("decoder.")) {
                    values.muli(0);
                }
            });
            double before = unmaskedLoss(model, m);
            assertThat(before).isPositive();
            Objects.requireNonNull(parameters.get("mask_embedding")).muli(-3);
            return Math.abs(unmaskedLoss(model, m) - before);
        }
    }

    private static double unmaskedLoss(Pretrainable model, NDManager m) {
        return model.evaluate(m, GradientTest.batch(model)).statistics().getFloat(UNMASKED_LOSS);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void no_frame_attends_to_a_masked_one(UpstreamProvider provider) {
        assertThat(influence(provider, "decoder")).isZero();
        assertThat(influence(provider, "encoder")).isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void masks_of_unequal_size_are_refused(UpstreamProvider provider) {
        try (Pretrainable model = model(provider, "decoder");
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = GradientTest.batch(model);
            batch.frames().masked()[0] = false;
            assertThatThrownBy(() -> model.gradients(m, batch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("different numbers of masked frames");
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_step_costs_the_share_of_frames_that_the_transformer_sees(UpstreamProvider provider) {
        double encoder = cost(provider, "encoder");
        double decoder = cost(provider, "decoder");
        // A group is eight crops of 10 s.
        int crop = provider instanceof FastHubertProvider ? 250 : 500;
        double seen = 1 - MaskSampler.published(4).share(crop, 8);
        // Base: twelve layers of 12 x 768 x 768 multiply-accumulates a frame; attention shrinks by the square.
        double frames = provider instanceof FastHubertProvider ? 25 : 50;
        double layers = 12 * 12.0 * 768 * 768 * frames;
        double attention = 12 * 2.0 * 768 * frames * frames * 10;
        double convolutions = 4 * 768.0 * 48 * 7 * frames;
        double saved = (1 - seen) * layers + (1 - seen * seen) * attention - convolutions;
        assertThat(encoder - decoder).isCloseTo(6 * saved, within(1e-6 * encoder));
    }

    private static double cost(UpstreamProvider provider, String place) {
        UpstreamSpec options =
                UpstreamSpec.of(provider.name(), "base", 5, Precision.FP32).with(Map.of("masked_frames", place));
        return provider.capability(Pretraining.class)
                .orElseThrow()
                .stepFlops(options, 500, 10)
                .flops();
    }
}
