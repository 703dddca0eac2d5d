package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;

class BatchRoundingTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @Test
    void states_of_a_padded_batch_differ_from_states_alone_by_the_stated_share_of_the_largest_of_a_layer_at_most() {
        for (UpstreamProvider provider : List.of(new HubertProvider(), new FastHubertProvider())) {
            assertThat(difference(provider, Precision.FP32)).as(provider.name()).isLessThan(TestEngine.tolerance(1e-5));
            assertThat(difference(provider, Precision.BF16)).as(provider.name()).isLessThan(0.01f);
        }
    }

    /** The largest difference of a state, relative to the largest state of its layer. */
    private static float difference(UpstreamProvider provider, Precision precision) {
        List<Waveform> waveforms =
                IntStream.range(0, 4).mapToObj(i -> noise(12_000 + 900 * i)).toList();
        float worst = 0;
        try (Upstream upstream = provider.open(ENGINE, UpstreamSpec.of(provider.name(), "test", 1, precision));
                HiddenStates together = upstream.encode(new WaveformBatch(waveforms))) {
            for (int row = 0; row < waveforms.size(); row++) {
                try (HiddenStates alone = upstream.encode(WaveformBatch.of(waveforms.get(row)))) {
                    for (int layer = 0; layer < alone.layers().size(); layer++) {
                        float[] expected = alone.layers().get(layer).toFloatArray();
                        float[] found = together.layers().get(layer).get(row).toFloatArray();
                        worst = Math.max(worst, difference(expected, found));
                    }
                }
            }
        }
        return worst;
    }

    private static float difference(float[] expected, float[] found) {
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(found[i] - expected[i]));
        }
        assertThat(largest).isPositive();
        return difference / largest;
    }

    private static Waveform noise(int samples) {
        SplittableRandom random = new SplittableRandom(samples);
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return new Waveform(values);
    }
}
