package org.speechbench.upstream.fithubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.model.AttentionKernel;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TimeReduction;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.waveform.NamedSizes;
import org.speechbench.upstream.waveform.WaveformNetwork;

class FitHubertTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final FitHubertFamily FAMILY = new FitHubertFamily();

    private final FitHubertProvider provider = new FitHubertProvider();

    @TempDir
    Path folder;

    private UpstreamCard card(String size, Map<String, String> settings) {
        return provider.describe(spec(size, settings));
    }

    private static UpstreamSpec spec(String size, Map<String, String> settings) {
        return UpstreamSpec.of("fit_hubert", size, 7, Precision.FP32).with(settings);
    }

    /**
     * The paper counts 22.49 M: backbone, the last head, and another transposed convolution that the authors' code creates
     * and never uses.
     */
    @Test
    void a_base_has_the_published_parameters() {
        long backbone = card("base", Map.of()).cost().parameters();
        long probed = card("base", Map.of("predictions", "true")).cost().parameters();
        assertThat(backbone).isEqualTo(21_200_096);
        assertThat(probed - backbone).isEqualTo(830_688);
        assertThat(probed).isEqualTo(22_030_784);
        long unused = 480 * 480 * 2 + 480;
        assertThat(probed + unused).isEqualTo(22_492_064);
        long fewer = card("base", Map.of("layers", "11")).cost().parameters();
        assertThat(backbone - fewer).isEqualTo(1_387_200);
        WaveformNetwork base = new NamedSizes(FAMILY).of("base", Map.of());
        long stored = ModelFolder.parameters(base, 0).stream()
                .mapToLong(ParameterSpec::size)
                .sum();
        assertThat(stored).isEqualTo(21_200_096 + 12 * 830_688);
    }

    @Test
    void states_are_of_40_ms_and_the_published_output_is_of_20_ms_and_as_wide_as_the_teacher() {
        UpstreamCard states = card("base", Map.of());
        assertThat(List.of(states.layers(), states.hiddenSize(), states.frameStride()))
                .containsExactly(13, 480, 640);
        UpstreamCard published = card("base", Map.of("predictions", "true"));
        assertThat(List.of(published.layers(), published.hiddenSize(), published.frameStride()))
                .containsExactly(1, 768, 320);
    }

    @ParameterizedTest
    @ValueSource(ints = {720, 1_039, 1_040, 1_360, 16_000, 16_080})
    void an_odd_frame_at_the_end_is_dropped_at_both_rates(int samples) {
        int front = (samples - 400) / 320 + 1;
        Waveform wave = Signals.of(1, samples);
        for (boolean predictions : new boolean[] {false, true}) {
            UpstreamSpec spec = spec("test", Map.of("predictions", Boolean.toString(predictions)));
            try (Upstream upstream = provider.open(ENGINE, spec);
                    HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
                int frames = front / 2 * (predictions ? 2 : 1);
                assertThat(states.frames(0, 0)).isEqualTo(frames);
                assertThat(states.layers().get(0).getShape().get(1)).isEqualTo(frames);
                assertThat(upstream.atMostFrames(samples)).isEqualTo(frames);
                double between = states.frames().get(0).times().seconds(0, 1)
                        - states.frames().get(0).times().seconds(0, 0);
                assertThat(between).isCloseTo(predictions ? 0.02 : 0.04, within(1e-9));
            }
        }
    }

    private static final String REFERENCE =
            """
            def reference(self, given: List[Tensor]) -> List[Tensor]:
                x, w, b, u, c = given
                reduced = torch.conv1d(x.transpose(1, 2), w, b, [2])
                restored = torch.conv_transpose1d(reduced, u, c, [2])
                return [reduced.transpose(1, 2), restored.transpose(1, 2)]


            def ours(self, given: List[Tensor]) -> List[Tensor]:
                x, w, b, u, c = given
                reduced = self.time_reduced(x, [w, b])
                return [reduced, self.head(reduced, [u, c])]
            """;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 9})
    void frames_are_joined_and_restored_as_pytorchs_convolutions_do(int frames) {
        Kernels kernels = Kernels.forEncoding(AttentionKernel.WRITTEN_OUT, Precision.FP32);
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(new TimeReduction(6, 2).fragments(kernels))
                .add(new LayerHead(6, 6, 2).fragments(kernels))
                .add(Fragment.text("reference", REFERENCE));
        try (Script script = Script.load(ENGINE, source);
                NDManager m = ENGINE.manager().newSubManager()) {
            List<NDArray> given = List.of(
                    m.randomNormal(new Shape(3, frames, 6)),
                    m.randomNormal(new Shape(6, 6, 2)),
                    m.randomNormal(new Shape(6)),
                    m.randomNormal(new Shape(6, 6, 2)),
                    m.randomNormal(new Shape(6)));
            NDList wanted = script.call(m, "reference", Arguments.of().add(given));
            NDList got = script.call(m, "ours", Arguments.of().add(given));
            for (int i = 0; i < 2; i++) {
                assertThat(got.get(i).getShape()).isEqualTo(wanted.get(i).getShape());
                assertThat(got.get(i).toFloatArray())
                        .containsExactly(wanted.get(i).toFloatArray(), within(1e-5f));
            }
        }
    }

    private Path saved(WaveformNetwork network) {
        Random random = new Random(5);
        Map<String, float[]> values = new HashMap<>();
        ModelFolder.parameters(network, 0).forEach(spec -> {
            float[] drawn = new float[spec.size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) random.nextGaussian() * 0.2f;
            }
            values.put(spec.name(), drawn);
        });
        new TransformerCheckpoint<>(network, 0, InputNormalization.NONE, values, CheckpointFacts.NONE).write(folder);
        return folder;
    }

    @Test
    void a_folder_keeps_the_heads_and_the_layers_that_they_read() {
        WaveformNetwork network =
                new NamedSizes(FAMILY).of("test", Map.of("layers", "4", "hidden_size", "48", "conv_channels", "24"));
        LayerMatching two = new LayerMatching(List.of(6, 12), false, List.of(2, 4), List.of(0.5, 0.5));
        WaveformNetwork student = network.with(Optional.of(FAMILY.heads(network, two, 20)));
        UpstreamSpec opened = spec("", Map.of()).from(saved(student));
        UpstreamCard states = provider.describe(opened);
        assertThat(states.cost()).isEqualTo(network.card().cost());
        assertThat(states.layers()).isEqualTo(5);
        UpstreamCard published = provider.describe(opened.with(Map.of("predictions", "true")));
        assertThat(published.hiddenSize()).isEqualTo(20);
        assertThat(ModelFolder.parameters(student, 0).stream().map(ParameterSpec::name))
                .contains("predictor.heads.2.restoring.weight", "predictor.heads.4.projection.bias")
                .doesNotContain("predictor.heads.1.restoring.weight");
        try (Upstream upstream = provider.open(ENGINE, opened.with(Map.of("predictions", "true")));
                HiddenStates only = upstream.encode(WaveformBatch.of(Signals.of(1, 16_000)))) {
            assertThat(only.layers()).hasSize(1);
            assertThat(only.layers().get(0).getShape()).isEqualTo(new Shape(1, 48, 20));
        }
    }

    @Test
    void targets_that_share_a_layer_of_the_student_are_refused() {
        WaveformNetwork student = new NamedSizes(FAMILY).of("test", Map.of());
        LayerMatching same = new LayerMatching(List.of(1, 2), false, List.of(2, 2), List.of(0.5, 0.5));
        assertRefused(() -> FAMILY.heads(student, same, 32), "[2, 2]", "layer_to_layer");
    }

    @Test
    void checkpoints_are_not_exchanged_with_other_toolkits() {
        assertThat(provider.capability(CheckpointExchange.class)).isEmpty();
    }
}
