package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Npy;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.data2vec.Data2VecAudioFamily;
import org.speechbench.upstream.data2vec.Data2VecAudioProvider;
import org.speechbench.upstream.distilhubert.DistilHubertFamily;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.hubert.HubertFamily;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.unispeechsat.UniSpeechSatFamily;
import org.speechbench.upstream.unispeechsat.UniSpeechSatProvider;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Family;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;
import org.speechbench.upstream.wavlm.WavLmFamily;
import org.speechbench.upstream.wavlm.WavLmProvider;

/**
 * A small checkpoint that another toolkit has written, and who opens it.
 *
 * @param settings what the file does not tell
 */
record Relative(WaveformProvider provider, Path place, Map<String, String> settings) {
    static final Map<WaveformFamily, WaveformProvider> FAMILIES = Map.of(
            new HubertFamily(), new HubertProvider(),
            new Wav2Vec2Family(), new Wav2Vec2Provider(),
            new WavLmFamily(), new WavLmProvider(),
            new UniSpeechSatFamily(), new UniSpeechSatProvider(),
            new Data2VecAudioFamily(), new Data2VecAudioProvider(),
            new DistilHubertFamily(), new DistilHubertProvider());

    static WaveformProvider provider(WaveformFamily family) {
        return Objects.requireNonNull(FAMILIES.get(family));
    }

    /** What names and shapes do not tell of a model with four heads. */
    private static Map<String, String> told(boolean large) {
        String text = Boolean.toString(large);
        return Map.of("heads", "4", "norm_first", text, "normalize", text);
    }

    static Relative of(String name) {
        return switch (name) {
            case "wavlm_post" -> new Relative(new WavLmProvider(), file("wavlm_post.pt"), Map.of());
            case "wavlm_pre" -> new Relative(
                    new WavLmProvider(),
                    Npy.path("wavlm/wavlm_pre.safetensors"),
                    Map.of("heads", "4", "norm_first", "true", "normalize", "true", "bucket_distance", "80"));
            case "wav2vec2_group" -> new Relative(new Wav2Vec2Provider(), file("wav2vec2_group.pt"), told(false));
            case "wav2vec2_layer" -> new Relative(
                    new Wav2Vec2Provider(),
                    file("wav2vec2_layer.pt"),
                    Map.of("heads", "4", "norm_first", "true", "normalize", "false"));
            case "distil" -> new Relative(new DistilHubertProvider(), file("distil.ckpt"), Map.of());
            case "data2vec" -> new Relative(new Data2VecAudioProvider(), file("data2vec.pt"), Map.of());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Path file(String name) {
        return Npy.path("relatives/" + name);
    }

    /** The same model in another place, which tells everything. */
    Relative at(Path other) {
        return new Relative(provider, other, Map.of());
    }

    UpstreamSpec spec() {
        return spec(provider, place, settings);
    }

    static UpstreamSpec spec(UpstreamProvider provider, Path place, Map<String, String> settings) {
        return UpstreamSpec.of(provider.name(), "", 1, Precision.FP32)
                .from(place)
                .with(settings);
    }

    UpstreamCard describe() {
        return provider.describe(spec());
    }

    Relative imported(Path target) {
        provider.importCheckpoint(spec(), target);
        return at(target);
    }

    Relative exported(Path target, boolean newWeightNorm) {
        ((CheckpointExchange) provider).exportCheckpoint(spec(), target, newWeightNorm);
        return at(target);
    }

    /** What the fixtures' states are of. */
    static Waveform wave() {
        return new Waveform(Npy.fixture("wavlm/wave").floats());
    }

    float[][] states(EngineContext engine) {
        return states(engine, WaveformBatch.of(wave()));
    }

    float[][] states(EngineContext engine, WaveformBatch batch) {
        try (Upstream upstream = provider.open(engine, spec());
                HiddenStates states = upstream.encode(batch)) {
            return states.layers().stream().map(l -> l.toFloatArray()).toArray(float[][]::new);
        }
    }

    /** Compares the last states with those of a fixture. */
    static void assertLast(float[][] got, String fixture, float tolerance) {
        Npy wanted = Npy.fixture(fixture);
        int layers = (int) wanted.shape()[0];
        int size = wanted.size() / layers;
        float[] all = wanted.floats();
        List<float[]> last = Arrays.asList(got).subList(got.length - layers, got.length);
        for (int l = 0; l < layers; l++) {
            assertThat(last.get(l))
                    .as(fixture + ", " + l)
                    .containsExactly(Arrays.copyOfRange(all, l * size, (l + 1) * size), within(tolerance));
        }
    }
}
