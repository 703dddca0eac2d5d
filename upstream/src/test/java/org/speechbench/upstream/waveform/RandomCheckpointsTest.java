package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.data2vec.Data2VecAudioFamily;
import org.speechbench.upstream.data2vec.Data2VecAudioProvider;
import org.speechbench.upstream.distilhubert.DistilHubertFamily;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.hubert.HubertFamily;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.unispeechsat.UniSpeechSatFamily;
import org.speechbench.upstream.unispeechsat.UniSpeechSatProvider;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Family;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;
import org.speechbench.upstream.wavlm.WavLmFamily;
import org.speechbench.upstream.wavlm.WavLmProvider;

/** Random weights of every family, under the names of every toolkit, to a model folder, to Hugging Face's, and back. */
class RandomCheckpointsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final Map<WaveformFamily, WaveformProvider> FAMILIES = Map.of(
            new HubertFamily(), new HubertProvider(),
            new Wav2Vec2Family(), new Wav2Vec2Provider(),
            new WavLmFamily(), new WavLmProvider(),
            new UniSpeechSatFamily(), new UniSpeechSatProvider(),
            new Data2VecAudioFamily(), new Data2VecAudioProvider(),
            new DistilHubertFamily(), new DistilHubertProvider());

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        for (WaveformFamily family : FAMILIES.keySet()) {
            EncoderBlocks blocks = new NamedSizes(family).of("test", Map.of()).blocks();
            int kernel = family.usualFrontNorm().equals("layer") ? 5 : 16;
            boolean[] groupNorm =
                    family.usualFrontNorm().equals("layer") ? new boolean[] {false} : new boolean[] {true, false};
            for (boolean group : groupNorm) {
                for (boolean bias : new boolean[] {false, true}) {
                    WaveformNetwork network = new WaveformNetwork(
                                    family,
                                    "custom",
                                    new TransformerConfig(2, 32, 4, 64, kernel, 4, !group),
                                    new ConvolutionConfig(16, !group, bias, WaveNormalization.NONE),
                                    256)
                            .with(blocks);
                    NameMap.WAVEFORM.forEach(names -> all.add(Arguments.of(network, names)));
                }
            }
        }
        return all.stream().filter(a -> isKnown((WaveformNetwork) a.get()[0], (NameMap) a.get()[1]));
    }

    /** torchaudio has no data2vec, and its WavLM has other tensors, see {@link RelativesTest}. */
    private static boolean isKnown(WaveformNetwork network, NameMap names) {
        boolean plain = network.blocks().settings().isEmpty();
        return names.equals(NameMap.TORCHAUDIO) ? plain : !names.equals(NameMap.TORCHAUDIO_WAVLM);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_bit_survives(WaveformNetwork network, NameMap names) {
        Map<String, TensorData> drawn = new TreeMap<>();
        Random random = new Random(3);
        ModelFolder.parameters(network, 0).forEach(spec -> {
            float[] values = new float[spec.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.2f;
            }
            drawn.put(spec.name(), TensorData.of(values, spec.shape()));
        });
        boolean newWeightNorm = network.convolutions().bias();
        Map<String, TensorData> theirs = new LinkedHashMap<>();
        drawn.forEach((name, tensor) -> theirs.put("model." + theirs(network, names, name, newWeightNorm), tensor));
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, theirs, Map.of());
        Map<String, String> told = new LinkedHashMap<>(Map.of(
                "heads",
                "4",
                "norm_first",
                Boolean.toString(network.transformer().preNorm()),
                "normalize",
                "false"));
        network.family().stated().forEach(setting -> told.put(setting.name(), "800"));

        WaveformProvider provider = Objects.requireNonNull(FAMILIES.get(network.family()));
        Relative first = new Relative(provider, file, told);
        Relative ours = first.imported(folder.resolve("ours"));
        Relative back = ours.exported(folder.resolve("theirs"), newWeightNorm).imported(folder.resolve("back"));
        for (Relative model : List.of(ours, back)) {
            Map<String, TensorData> kept =
                    Safetensors.read(model.place().resolve("model.safetensors")).tensors();
            assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(drawn.keySet());
            drawn.forEach((name, tensor) -> assertThat(
                            Objects.requireNonNull(kept.get(name)).bytes())
                    .as(name)
                    .isEqualTo(tensor.bytes()));
        }
        assertThat(back.states(ENGINE)).isDeepEqualTo(first.states(ENGINE));
    }

    private static String theirs(WaveformNetwork network, NameMap names, String name, boolean newWeightNorm) {
        String theirs = names.theirs(name, newWeightNorm);
        // fairseq has a group norm directly, and a layer norm between two transpositions.
        return network.convolutions().layerNorm() ? theirs : theirs.replace("conv_layers.0.2.1.", "conv_layers.0.2.");
    }
}
