package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.training.TrainingGoal;
import org.speechbench.upstream.wavlm.WavLmProvider;

/** However a step is computed, losses and gradients are those of the plain formulation. */
class KernelSetTest {
    private static final double FULL = 1e-4;
    private static final double HALF = 4e-2;
    private static final double JOINED_FULL = 1e-5;
    private static final double JOINED_HALF = 1e-2;
    /** What a CPU can do, joined projections among it, which it does only if they are named. */
    private static final KernelSet NAMED = KernelSet.OPTIMISED.without(KernelOption.FUSED_ATTENTION);

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        Set<KernelSet> computes = new LinkedHashSet<>();
        computes.add(KernelSet.OPTIMISED);
        for (KernelOption left : KernelOption.values()) {
            computes.add(KernelSet.OPTIMISED.without(left));
        }
        for (UpstreamProvider provider : List.of(new HubertProvider(), new FastHubertProvider())) {
            computes.forEach(c -> ways.add(Arguments.of(provider, Map.of(), c)));
        }
        ways.add(Arguments.of(new HubertProvider(), Map.of("intermediate", "true"), KernelSet.OPTIMISED));
        ways.add(Arguments.of(new FastHubertProvider(), Map.of("head", "cosine"), KernelSet.OPTIMISED));
        ways.add(Arguments.of(new FastHubertProvider(), Map.of("utterance_mean", "true"), KernelSet.OPTIMISED));
        return ways.stream();
    }

    private Pretrainable model(
            UpstreamProvider provider, Map<String, String> settings, Precision precision, KernelSet compute) {
        UpstreamSpec options =
                UpstreamSpec.of(provider.name(), "test", 5, precision).with(settings);
        return provider.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(engine, options, new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, compute), 7);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void losses_and_gradients_are_those_of_the_original_compute(
            UpstreamProvider provider, Map<String, String> settings, KernelSet compute) {
        try (Pretrainable original = model(provider, settings, Precision.FP32, KernelSet.ORIGINAL);
                Pretrainable other = model(provider, settings, Precision.FP32, compute);
                NDManager m = engine.manager().newSubManager()) {
            TrainingGoal.Step wanted = original.gradients(m, GradientTest.batch(original));
            TrainingGoal.Step got = other.gradients(m, GradientTest.batch(other));
            assertThat((double) got.statistics().getFloat(0)
                                    / wanted.statistics().getFloat(0)
                            - 1)
                    .isBetween(-FULL, FULL);
            assertThat(got.statistics().getFloat(2))
                    .isEqualTo(wanted.statistics().getFloat(2));
            assertThat(difference(wanted, got)).isLessThan(FULL);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void in_bf16_they_are_the_same_up_to_its_rounding(
            UpstreamProvider provider, Map<String, String> settings, KernelSet compute) {
        try (Pretrainable exact = model(provider, settings, Precision.FP32, KernelSet.ORIGINAL);
                Pretrainable other = model(provider, settings, Precision.BF16, compute);
                NDManager m = engine.manager().newSubManager()) {
            TrainingGoal.Step wanted = exact.gradients(m, GradientTest.batch(exact));
            TrainingGoal.Step got = other.gradients(m, GradientTest.batch(other));
            assertThat((double) got.statistics().getFloat(0)
                                    / wanted.statistics().getFloat(0)
                            - 1)
                    .isBetween(-1e-2, 1e-2);
            assertThat(difference(wanted, got)).isLessThan(HALF);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void weights_that_are_cast_before_a_pass_give_the_same_bits(
            UpstreamProvider provider, Map<String, String> settings) {
        KernelSet atUse = NAMED.without(KernelOption.CAST_ONCE);
        try (Pretrainable one = model(provider, settings, Precision.BF16, atUse);
                Pretrainable other = model(provider, settings, Precision.BF16, NAMED);
                NDManager m = engine.manager().newSubManager()) {
            TrainingGoal.Step wanted = one.gradients(m, GradientTest.batch(one));
            TrainingGoal.Step got = other.gradients(m, GradientTest.batch(other));
            assertThat(got.statistics().toFloatArray())
                    .isEqualTo(wanted.statistics().toFloatArray());
            for (int i = 0; i < wanted.gradients().size(); i++) {
                assertThat(got.gradients().get(i).toFloatArray())
                        .as("gradient %d", i)
                        .isEqualTo(wanted.gradients().get(i).toFloatArray());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void joined_projections_differ_by_rounding(UpstreamProvider provider, Map<String, String> settings) {
        KernelSet apart = NAMED.without(KernelOption.JOINED_PROJECTIONS);
        for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
            try (Pretrainable one = model(provider, settings, precision, apart);
                    Pretrainable other = model(provider, settings, precision, NAMED);
                    NDManager m = engine.manager().newSubManager()) {
                TrainingGoal.Step wanted = one.gradients(m, GradientTest.batch(one));
                TrainingGoal.Step got = other.gradients(m, GradientTest.batch(other));
                assertThat(difference(wanted, got))
                        .as(precision.id())
                        .isLessThan(precision == Precision.FP32 ? JOINED_FULL : JOINED_HALF);
            }
        }
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(new HubertProvider(), Map.of()),
                Arguments.of(new HubertProvider(), Map.of("masked_frames", "decoder")),
                Arguments.of(new FastHubertProvider(), Map.of()),
                Arguments.of(new WavLmProvider(), Map.of()));
    }

    /** Norm of the difference of all gradients together over the norm of the wanted ones. */
    private static double difference(TrainingGoal.Step wanted, TrainingGoal.Step got) {
        assertThat(got.gradients()).hasSameSizeAs(wanted.gradients());
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < wanted.gradients().size(); i++) {
            NDArray w = wanted.gradients().get(i);
            difference += got.gradients().get(i).sub(w).square().sum().getFloat();
            norm += w.square().sum().getFloat();
        }
        return Math.sqrt(difference / norm);
    }

    @Test
    void dropout_draws_anew_at_each_step_and_keeps_the_mean() {
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 5, Precision.FP32);
        HubertProvider provider = new HubertProvider();
        try (Pretrainable none = model(provider, Map.of(), Precision.FP32, KernelSet.OPTIMISED);
                Pretrainable dropping = provider.capability(Pretraining.class)
                        .orElseThrow()
                        .pretrainable(
                                engine, options, new PretrainOptions(0.1, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED), 7);
                NDManager m = engine.manager().newSubManager()) {
            TrainingGoal.Step a = dropping.gradients(m, GradientTest.batch(dropping));
            TrainingGoal.Step b = dropping.gradients(m, GradientTest.batch(dropping));
            TrainingGoal.Step without = none.gradients(m, GradientTest.batch(none));
            assertThat(difference(a, b)).as("two draws").isGreaterThan(0.01);
            double loss = without.statistics().getFloat(0);
            assertThat(a.statistics().getFloat(0) / loss).isBetween(0.7, 1.5);
        }
    }

    @Test
    void ways_have_names_that_can_be_read_back() {
        KernelSet some = new KernelSet(Set.of(KernelOption.FOLDED_NORM, KernelOption.MATRIX_LOGITS));
        assertThat(some.id()).isEqualTo("matrix_logits+folded_norm");
        for (KernelSet c : List.of(KernelSet.ORIGINAL, KernelSet.OPTIMISED, some)) {
            assertThat(KernelSet.of(c.id())).isEqualTo(c);
        }
        assertRefused(() -> KernelSet.of("faster"), "faster");
    }
}
