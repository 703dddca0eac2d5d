package org.speechbench.upstream.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Npy;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

class MfccContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new MfccProvider();
    }

    @Test
    void without_normalisation_a_frame_is_cepstra_then_deltas_then_their_deltas() {
        UpstreamSpec options = UpstreamSpec.of("mfcc", "", 0, Precision.FP32).with(Map.of("normalization", "none"));
        Waveform wave = new Waveform(Npy.fixture("signal_2s").floats());
        float[][] parts = {
            Npy.fixture("mfcc13").floats(),
            Npy.fixture("mfcc13_delta1").floats(),
            Npy.fixture("mfcc13_delta2").floats()
        };
        float[] expected = new float[198 * 39];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = parts[i % 39 / 13][i / 39 * 13 + i % 13];
        }
        try (Upstream raw = provider().open(engine(), options);
                HiddenStates states = raw.encode(WaveformBatch.of(wave))) {
            assertThat(states.layers().get(0).toFloatArray()).containsExactly(expected, Offset.offset(1e-3f));
        }
    }
}
