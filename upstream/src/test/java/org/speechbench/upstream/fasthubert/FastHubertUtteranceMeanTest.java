package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

/** The contract holds with the mean of every utterance taken away, and loudness is then nothing to the network. */
class FastHubertUtteranceMeanTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FastHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("fast_hubert", "test", 7, Precision.FP32).with(Map.of("utterance_mean", "true"));
    }

    @Test
    void a_louder_recording_has_the_same_states_with_the_utterance_mean_only() {
        assertThat(changeWithLoudness(options())).isLessThan(1e-3f);
        assertThat(changeWithLoudness(UpstreamSpec.of("fast_hubert", "test", 7, Precision.FP32)))
                .isGreaterThan(0.02f);
    }

    private float changeWithLoudness(UpstreamSpec options) {
        Waveform quiet = Signals.of(5, 8000);
        float[] loud = new float[quiet.length()];
        for (int n = 0; n < loud.length; n++) {
            loud[n] = 4 * quiet.samples()[n];
        }
        try (EngineContext engine = TestEngine.start();
                Upstream upstream = provider().open(engine, options);
                HiddenStates one = upstream.encode(WaveformBatch.of(quiet));
                HiddenStates other = upstream.encode(WaveformBatch.of(new Waveform(loud)))) {
            int last = one.layers().size() - 1;
            return one.layers()
                    .get(last)
                    .sub(other.layers().get(last))
                    .abs()
                    .max()
                    .getFloat();
        }
    }
}
