package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.training.TrainingGoal;

/** What is different on a GPU, as far as it can be seen on a CPU, and that both agree where there is one. */
class DeviceScriptTest {
    private static final double AGREEMENT = 1e-3;
    private final EngineContext engine = EngineContext.cpu();

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    private static PretrainOptions options(double dropout) {
        return new PretrainOptions(dropout, 0, 0.5, 0.1, 10, 0.1, KernelSet.OPTIMISED);
    }

    private static Pretrainable model(UpstreamProvider provider, EngineContext on) {
        return provider.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(on, UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32), options(0), 7);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void losses_and_norms_of_gradients_are_the_same_on_every_gpu(UpstreamProvider provider) {
        int gpus = Engine.getEngine("PyTorch").getGpuCount();
        Assumptions.assumeTrue(gpus > 0, "this engine finds no GPU");
        for (Device gpu : IntStream.range(0, gpus).mapToObj(Device::gpu).toList()) {
            try (EngineContext other = EngineContext.on(gpu);
                    Pretrainable here = model(provider, engine);
                    Pretrainable there = model(provider, other);
                    NDManager m = engine.manager().newSubManager();
                    NDManager n = other.manager().newSubManager()) {
                TrainingGoal.Step wanted = here.gradients(m, GradientTest.batch(here));
                TrainingGoal.Step got = there.gradients(n, GradientTest.batch(there));
                assertThat((double) got.statistics().getFloat(0)
                                / wanted.statistics().getFloat(0))
                        .isBetween(1 - AGREEMENT, 1 + AGREEMENT);
                assertThat(norm(got) / norm(wanted)).isBetween(1 - AGREEMENT, 1 + AGREEMENT);
            }
        }
    }

    private static double norm(TrainingGoal.Step gradients) {
        return Math.sqrt(gradients.gradients().stream()
                .mapToDouble(g -> g.square().sum().getFloat())
                .sum());
    }
}
