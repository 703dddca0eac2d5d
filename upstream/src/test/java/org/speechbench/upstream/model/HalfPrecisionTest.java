package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;

/** Some bf16 kernels of some CPUs return garbage for some shapes: every size that is trained here is held to fp32. */
class HalfPrecisionTest {
    private static final double RELATIVE = 0.02;
    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hubert,test,",
        "hubert,tiny,",
        "hubert,small,",
        "fast_hubert,test,",
        "fast_hubert,tiny,",
        "fast_hubert,small,",
        "fast_hubert,small,1",
        "fast_hubert,small,3"
    })
    void bf16_states_are_fp32_states_but_for_rounding(String name, String size, @Nullable String convolutions) {
        Map<String, String> settings = convolutions == null ? Map.of() : Map.of("convolutions", convolutions);
        UpstreamProvider provider = name.equals("hubert") ? new HubertProvider() : new FastHubertProvider();
        WaveformBatch batch = new WaveformBatch(List.of(Signals.of(1, 16_000), Signals.of(2, 12_000)));
        try (Upstream full = open(provider, size, settings, Precision.FP32);
                Upstream half = open(provider, size, settings, Precision.BF16);
                HiddenStates a = full.encode(batch);
                HiddenStates b = half.encode(batch)) {
            for (int l = 0; l < a.layers().size(); l++) {
                NDArray wanted = a.layers().get(l).get("0");
                NDArray got = b.layers().get(l).get("0");
                double error = got.sub(wanted).norm().getFloat() / wanted.norm().getFloat();
                assertThat(error).as("layer " + l).isLessThan(RELATIVE);
            }
        }
    }

    private Upstream open(UpstreamProvider provider, String size, Map<String, String> settings, Precision precision) {
        return provider.open(
                engine, UpstreamSpec.of(provider.name(), size, 7, precision).with(settings));
    }
}
