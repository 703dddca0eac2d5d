package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.upstream.model.PositionalLayout.CHANNELS_FIRST;
import static org.speechbench.upstream.model.PositionalLayout.CHANNELS_LAST;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.training.TrainingGoal;

class PositionalLayoutTest {
    private static final HubertProvider HUBERT = new HubertProvider();

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    private static Pretrainable training(EngineContext engine, Precision precision, KernelSet compute) {
        return HUBERT.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(
                        engine,
                        UpstreamSpec.of("hubert", "test", 5, precision),
                        new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, compute),
                        7);
    }

    private static Upstream encoder(EngineContext engine, Precision precision) {
        return CheckedUpstream.open(HUBERT, engine, UpstreamSpec.of("hubert", "test", 5, precision));
    }

    @Test
    void gradients_of_both_layouts_differ_by_rounding() {
        for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
            try (Pretrainable last =
                            training(LayoutTimer.engine(engine, CHANNELS_LAST), precision, KernelSet.OPTIMISED);
                    Pretrainable first =
                            training(LayoutTimer.engine(engine, CHANNELS_FIRST), precision, KernelSet.OPTIMISED);
                    NDManager m = engine.manager().newSubManager()) {
                TrainingGoal.Step wanted = last.gradients(m, GradientTest.batch(last));
                TrainingGoal.Step got = first.gradients(m, GradientTest.batch(first));
                double difference = 0;
                double norm = 0;
                for (int i = 0; i < wanted.gradients().size(); i++) {
                    NDArray w = wanted.gradients().get(i);
                    difference += got.gradients().get(i).sub(w).square().sum().getFloat();
                    norm += w.square().sum().getFloat();
                }
                assertThat(Math.sqrt(difference / norm))
                        .as(precision.id())
                        .isLessThan(precision == Precision.FP32 ? TestEngine.tolerance(1e-5) : 1e-2);
            }
        }
    }

    /** The shorter utterance is padded. */
    @Test
    void states_of_both_layouts_differ_by_rounding() {
        WaveformBatch batch = new WaveformBatch(List.of(Signals.of(1, 9_000), Signals.of(2, 6_000)));
        try (Upstream last = encoder(LayoutTimer.engine(engine, CHANNELS_LAST), Precision.FP32);
                Upstream first = encoder(LayoutTimer.engine(engine, CHANNELS_FIRST), Precision.FP32);
                HiddenStates wanted = last.encode(batch);
                HiddenStates got = first.encode(batch)) {
            for (int layer = 0; layer < wanted.layers().size(); layer++) {
                NDArray difference =
                        got.layers().get(layer).sub(wanted.layers().get(layer)).abs();
                float largest = wanted.layers().get(layer).abs().max().getFloat();
                assertThat(difference.max().getFloat() / largest).isLessThan(TestEngine.tolerance(1e-5));
            }
            assertThat(first.digest())
                    .as("the weights are the same, and so scores are of one upstream")
                    .isEqualTo(last.digest());
        }
    }

    @Test
    void an_upstream_tells_which_layout_it_has_and_on_a_cpu_none_is_chosen() {
        String subject = engine.device().getDeviceType() + "/positions/32x128/16_groups/fp32/encoded";
        try (Upstream measured = encoder(LayoutTimer.engine(engine, CHANNELS_FIRST), Precision.BF16);
                EngineContext cpu = EngineContext.cpu();
                Upstream usual = encoder(cpu, Precision.BF16)) {
            assertThat(measured.kernels()).isEqualTo(Map.of(subject, "channels_first"));
            assertThat(usual.kernels()).isEmpty();
        }
    }

    @Test
    void each_shape_precision_and_pass_is_timed_once_in_a_process() {
        LayoutTimer timer = new LayoutTimer(engine, CHANNELS_LAST);
        EngineContext measuring = timer.engine();
        Runnable all = () -> {
            for (PositionalTrial.Pass pass : PositionalTrial.Pass.values()) {
                PositionalTrial trial = new PositionalTrial(measuring, pass);
                for (ConvolutionalPositions shape : List.of(
                        new ConvolutionalPositions(64, 16, 4),
                        new ConvolutionalPositions(64, 16, 2),
                        new ConvolutionalPositions(64, 8, 4))) {
                    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
                        assertThat(trial.of(shape, precision)).isEqualTo(CHANNELS_LAST);
                    }
                }
            }
        };
        all.run();
        assertThat(timer.timed()).hasSize(2 * 2 * 3 * 2);
        all.run();
        assertThat(timer.timed()).hasSize(2 * 2 * 3 * 2);
        assertThat(measuring.choices().made()).hasSize(2 * 3 * 2);
    }

    @Test
    void a_convolution_of_few_channels_is_timed_in_the_fp32_that_it_is_computed_in() {
        LayoutTimer timer = new LayoutTimer(engine, CHANNELS_LAST);
        EngineContext measuring = timer.engine();
        encoder(measuring, Precision.FP32).close();
        encoder(measuring, Precision.BF16).close();
        assertThat(timer.timed()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(PositionalLayout.class)
    void a_layout_for_which_the_engine_has_no_kernel_is_not_used(PositionalLayout missing) {
        LayoutTimer timer = new LayoutTimer(engine, missing).without(missing);
        try (Upstream upstream = encoder(timer.engine(), Precision.FP32)) {
            assertThat(upstream.kernels().values()).singleElement().isNotEqualTo(missing.id());
        }
    }

    @Test
    void what_a_user_chose_stays() {
        LayoutTimer timer = new LayoutTimer(engine, CHANNELS_LAST);
        EngineContext measuring = timer.engine();
        KernelSet named = KernelSet.OPTIMISED.without(KernelOption.CHANNELS_LAST_POSITIONS);
        for (KernelSet compute : List.of(KernelSet.ORIGINAL, named)) {
            training(measuring, Precision.FP32, compute).close();
        }
        assertThat(timer.timed()).isEmpty();
        assertThat(measuring.choices().made()).isEmpty();
    }
}
