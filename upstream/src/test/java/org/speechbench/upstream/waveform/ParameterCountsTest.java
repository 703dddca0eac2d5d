package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.data2vec.Data2VecAudioProvider;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.unispeechsat.UniSpeechSatProvider;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;
import org.speechbench.upstream.wavlm.WavLmProvider;

/** Parameters of the published models without heads, by their shapes. */
class ParameterCountsTest {
    private static UpstreamProvider provider(String name) {
        return switch (name) {
            case "hubert" -> new HubertProvider();
            case "wav2vec2" -> new Wav2Vec2Provider();
            case "wavlm" -> new WavLmProvider();
            case "unispeech_sat" -> new UniSpeechSatProvider();
            case "data2vec_audio" -> new Data2VecAudioProvider();
            case "distil_hubert" -> new DistilHubertProvider();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "hubert, base, 94371712",
        "hubert, large, 315435136",
        "wav2vec2, base, 94371712",
        "wav2vec2, large, 315438720",
        "unispeech_sat, base, 94371712",
        "unispeech_sat, large, 315435136",
        "wavlm, base, 94381936",
        "wavlm, large, 315453120",
        "data2vec_audio, base, 93164288",
        "distil_hubert, base, 23491200",
    })
    void a_published_size_has_as_many_parameters_as_published(String name, String size, long parameters) {
        UpstreamProvider provider = provider(name);
        assertThat(provider.describe(UpstreamSpec.of(name, size, 1, Precision.FP32))
                        .cost()
                        .parameters())
                .isEqualTo(parameters);
    }
}
