package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.speechbench.upstream.model.TransformerConfig;

/** Random weights of every family, under the names of every toolkit, to a model folder, to Hugging Face's, and back. */
class RandomCheckpointsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        for (WaveformFamily family : Relative.FAMILIES.keySet()) {
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
                    ToolkitTensors.of(network)
                            .forEach(names -> all.add(Arguments.of(
                                    network, new ToolkitTensors(network, names, "model.", bias), names.toolkit())));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("networks")
    void every_bit_survives(WaveformNetwork network, ToolkitTensors toolkit, String name) {
        Map<String, TensorData> drawn = ToolkitTensors.random(network);
        boolean newWeightNorm = toolkit.newWeightNorm();
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, toolkit.data(drawn), Map.of());
        Map<String, String> told = new LinkedHashMap<>(Map.of(
                "heads",
                "4",
                "norm_first",
                Boolean.toString(network.transformer().preNorm()),
                "normalize",
                "false"));
        network.family().stated().forEach(setting -> told.put(setting.name(), "800"));

        WaveformProvider provider = Relative.provider(network.family());
        Relative first = new Relative(provider, file, told);
        Relative ours = first.imported(folder.resolve("ours"));
        Relative back = ours.exported(folder.resolve("theirs"), newWeightNorm).imported(folder.resolve("back"));
        for (Relative model : List.of(ours, back)) {
            Map<String, TensorData> kept =
                    Safetensors.read(model.place().resolve("model.safetensors")).tensors();
            assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(drawn.keySet());
            drawn.forEach((parameter, tensor) -> assertThat(
                            Objects.requireNonNull(kept.get(parameter)).bytes())
                    .as(parameter)
                    .isEqualTo(tensor.bytes()));
        }
        assertThat(back.states(ENGINE)).isDeepEqualTo(first.states(ENGINE));
    }
}
