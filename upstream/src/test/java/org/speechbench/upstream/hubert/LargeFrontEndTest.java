package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.TransformerUpstream;
import org.speechbench.upstream.model.WaveformInput;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** Large's way of reading a waveform, in a network small enough for a test. */
class LargeFrontEndTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private TransformerUpstream open() {
        WaveformNetwork large = new WaveformNetwork(
                new HubertFamily(),
                "test",
                new TransformerConfig(2, 32, 4, 64, 128, 16, true),
                ConvolutionConfig.layerNorm(16, false),
                24);
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 7, Precision.FP32);
        return new TransformerUpstream(
                ENGINE, TransformerCheckpoint.random(large, InputNormalization.NONE), new WaveformInput(), options);
    }

    @Test
    void loudness_and_offset_of_the_waveform_change_nothing() {
        Waveform wave = Signals.of(1, 8_000);
        float[] louder = wave.samples().clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] = 3f * louder[i] + 0.1f;
        }
        try (TransformerUpstream upstream = open();
                HiddenStates a = upstream.encode(WaveformBatch.of(wave));
                HiddenStates b = upstream.encode(WaveformBatch.of(new Waveform(louder)))) {
            assertClose(a.layers().get(2).toFloatArray(), b.layers().get(2).toFloatArray(), 1e-2f);
        }
    }

    @Test
    void padding_changes_nothing() {
        Waveform wave = Signals.of(1, 8_000);
        WaveformBatch batch = new WaveformBatch(List.of(wave, Signals.of(2, 12_000)));
        try (TransformerUpstream upstream = open();
                HiddenStates alone = upstream.encode(WaveformBatch.of(wave));
                HiddenStates together = upstream.encode(batch)) {
            float[] a = alone.layers().get(2).toFloatArray();
            float[] b = together.layers().get(2).toFloatArray();
            assertClose(a, java.util.Arrays.copyOf(b, a.length), 1e-4f);
        }
    }

    private static void assertClose(float[] a, float[] b, float tolerance) {
        assertThat(b).hasSameSizeAs(a);
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).isCloseTo(a[i], within(tolerance));
        }
    }
}
