package org.speechbench.upstream.wavlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

/** WavLM's states and buckets against those of Microsoft's code. */
class WavLmTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final float STATES = 1e-5f;
    private final WavLmProvider provider = new WavLmProvider();

    private Upstream open(String file, Map<String, String> settings) {
        UpstreamSpec spec = UpstreamSpec.of("wavlm", "", 1, Precision.FP32)
                .from(Npy.path(file))
                .with(settings);
        return provider.open(ENGINE, spec);
    }

    /** Normalisation of samples changes nothing after a group norm, and is done by fairseq's epsilon before layer norms. */
    @ParameterizedTest
    @CsvSource({"wavlm_post, relatives/wavlm_post.pt", "wavlm_pre, wavlm/wavlm_pre.safetensors"})
    void states_agree_with_the_published_code(String model, String file) {
        Map<String, String> told =
                Map.of("heads", "4", "norm_first", "true", "normalize", "true", "bucket_distance", "80");
        Waveform wave = new Waveform(Npy.fixture("wavlm/wave").floats());
        try (Upstream upstream = open(file, model.equals("wavlm_pre") ? told : Map.of());
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            float[] wanted = Npy.fixture("wavlm/" + model + "_states").floats();
            int layer = 49 * 32;
            for (int l = 0; l < 3; l++) {
                assertThat(states.layers().get(l).toFloatArray())
                        .as("state " + l)
                        .containsExactly(Arrays.copyOfRange(wanted, l * layer, (l + 1) * layer), within(STATES));
            }
            assertThat(states.layers().get(3).toFloatArray())
                    .containsExactly(Npy.fixture("wavlm/" + model + "_final").floats(), within(STATES));
        }
    }

    @Test
    void distances_fall_into_the_published_buckets() {
        int frames = 1001;
        GatedRelativeAttention attention = new GatedRelativeAttention(16, 1, 320, 800);
        Fragment positions = Fragment.of(GatedRelativeAttention.class, "relative_positions.py")
                .weights(ParameterLayout.of(List.of(GatedRelativeAttention.TABLE)))
                .constant("EXACT", attention.buckets() / 4)
                .constant("LOG_RANGE", Math.log(attention.farthest() / (attention.buckets() / 4.0)));
        Fragment call = Fragment.text(
                "call",
                """
                def call(self, x: Tensor, w: List[Tensor]) -> Tensor:
                    return self.relative_positions(x.size(0), w)
                """);
        try (Script script = Script.load(ENGINE, new ScriptSource(Precision.FP32).add(positions, call));
                NDManager m = ENGINE.manager().newSubManager()) {
            NDArray numbers = m.arange(320f).reshape(320, 1);
            Arguments arguments = Arguments.of(m.zeros(new Shape(frames))).add(List.of(numbers));
            float[] buckets = script.callOne(m, "call", arguments).toFloatArray();
            long[] wanted = Npy.fixture("wavlm/wavlm_buckets_320_800").longs();
            int columns = 2 * frames - 1;
            for (int i = 0; i < columns; i++) {
                int distance = (int) wanted[i];
                int query = Math.max(0, -distance);
                float bucket = buckets[query * frames + query + distance];
                assertThat(bucket).as("distance " + distance).isEqualTo(wanted[columns + i]);
            }
        }
    }

    @Test
    void masked_frames_are_not_taken_out_of_a_sequence_whose_distances_count() {
        UpstreamSpec spec =
                UpstreamSpec.of("wavlm", "test", 1, Precision.FP32).with(Map.of("masked_frames", "decoder"));
        assertRefused(() -> provider.describe(spec), "depends on the distance of frames");
    }
}
