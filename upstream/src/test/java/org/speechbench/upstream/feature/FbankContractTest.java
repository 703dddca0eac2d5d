package org.speechbench.upstream.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

class FbankContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FbankProvider();
    }

    @Test
    void the_only_state_is_superbs_baseline() {
        assertThat(upstream().card().hiddenSize()).isEqualTo(240);
        assertThat(state(upstream()))
                .containsExactly(Npy.fixture("fbank240_cmvn").floats(), Offset.offset(1e-3f));
    }

    @Test
    void plain_kind_is_80_bins_as_they_are() {
        try (Upstream plain = open(Map.of("kind", "plain"))) {
            assertThat(plain.card().hiddenSize()).isEqualTo(80);
            assertThat(plain.digest()).isNotEqualTo(upstream().digest());
            assertThat(state(plain)).containsExactly(Npy.fixture("fbank80").floats(), Offset.offset(1e-3f));
        }
    }

    @Test
    void global_normalisation_takes_mean_and_deviation_of_a_file(@TempDir Path folder) {
        float[] mean = new float[80];
        float[] deviation = new float[80];
        Arrays.fill(mean, -3);
        Arrays.fill(deviation, 2);
        Path file = folder.resolve("statistics.safetensors");
        Safetensors.write(file, Map.of("mean", TensorData.of(mean, 80), "std", TensorData.of(deviation, 80)), Map.of());
        float[] expected = Npy.fixture("fbank80").floats();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (expected[i] + 3) / 2;
        }
        try (Upstream global =
                open(Map.of("kind", "plain", "normalization", "global", "statistics", file.toString()))) {
            assertThat(state(global)).containsExactly(expected, Offset.offset(1e-3f));
        }
    }

    @Test
    void wrong_settings_are_the_users_errors() {
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("kind", "fancy"),
                Map.of("normalization", "l2"),
                Map.of("normalization", "global"),
                Map.of("statistics", "s.safetensors"))) {
            assertThatThrownBy(() -> open(wrong)).as(wrong.toString()).isInstanceOf(UserError.class);
        }
    }

    private Upstream open(Map<String, String> settings) {
        return provider()
                .open(engine(), UpstreamSpec.of("fbank", "", 0, Precision.FP32).with(settings));
    }

    private static float[] state(Upstream upstream) {
        Waveform wave = new Waveform(Npy.fixture("signal_2s").floats());
        try (HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            return states.layers().get(0).toFloatArray();
        }
    }
}
