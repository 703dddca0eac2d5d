package org.speechbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.bench.Services;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.Pretraining;

class TrainingStepTest {
    private static final TrainingStep.Way WAY = new TrainingStep.Way(KernelSet.OPTIMISED, 100);

    @ParameterizedTest
    @ValueSource(strings = {"hubert", "fast_hubert"})
    void a_step_trains(String name) {
        Pretraining provider = Services.load().upstreams().require(name, Pretraining.class, "be pre-trained");
        UpstreamSpec options = UpstreamSpec.of(name, "test", 1, Precision.FP32);
        List<Waveform> crops = SpeechCrops.of(16_000, 2);

        try (EngineContext engine = EngineContext.cpu();
                TrainingStep step = new TrainingStep(engine, provider, options, WAY, crops)) {
            float first = step.run();
            float later = first;
            for (int i = 0; i < 30; i++) {
                later = step.run();
            }
            assertThat(first).isPositive();
            assertThat(later).isPositive().isNotEqualTo(first);
        }
    }

    @Test
    void several_steps_of_one_call_are_those_of_single_calls() {
        Pretraining provider = Services.load().upstreams().require("hubert", Pretraining.class, "be pre-trained");
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        List<Waveform> crops = SpeechCrops.of(16_000, 2);

        try (EngineContext engine = EngineContext.cpu();
                TrainingStep single = new TrainingStep(engine, provider, options, WAY, crops);
                TrainingStep together = new TrainingStep(engine, provider, options, WAY, crops)) {
            single.run();
            single.run();
            assertThat(together.run(3)).isEqualTo(single.run());
        }
    }

    @Test
    void benchmarks_listen_to_something() {
        List<Waveform> crops = SpeechCrops.of(8_000, 3);

        assertThat(crops).hasSize(3).allSatisfy(c -> {
            assertThat(c.length()).isEqualTo(8_000);
            double power = 0;
            for (float s : c.samples()) {
                power += s * s;
            }
            assertThat(power / c.length()).isGreaterThan(1e-6);
        });
        assertThat(crops.get(0).samples()).isNotEqualTo(crops.get(1).samples());
    }
}
