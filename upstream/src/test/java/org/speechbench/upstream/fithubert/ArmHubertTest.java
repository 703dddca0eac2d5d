package org.speechbench.upstream.fithubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.AttentionKernel;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.NamedSizes;
import org.speechbench.upstream.waveform.WaveformNetwork;

class ArmHubertTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static UpstreamCard card(String size, Map<String, String> settings) {
        return new ArmHubertProvider()
                .describe(UpstreamSpec.of("arm_hubert", size, 1, Precision.FP32).with(settings));
    }

    /** The published 26.45 and 22.39 M include a head for each of the twelve layers. */
    @ParameterizedTest
    @CsvSource({"base, 22015552, 26448448", "small, 18403552, 22394080"})
    void a_model_has_the_published_parameters(String size, long backbone, long published) {
        assertThat(card(size, Map.of()).cost().parameters()).isEqualTo(backbone);
        WaveformNetwork network = new NamedSizes(new ArmHubertFamily()).of(size, Map.of());
        assertThat(ModelFolder.parameters(network, 0).stream()
                        .mapToLong(ParameterSpec::size)
                        .sum())
                .isEqualTo(published);
    }

    @Test
    void every_second_layer_has_neither_queries_nor_keys_and_a_projection_comes_with_another_width() {
        List<String> names =
                ModelFolder.parameters(new NamedSizes(new ArmHubertFamily()).of("base", Map.of()), 0).stream()
                        .map(ParameterSpec::name)
                        .toList();
        assertThat(names)
                .contains("encoder.layers.5.computing.attention.q_proj.weight")
                .contains("encoder.layers.5.reusing.attention.v_proj.weight")
                .noneMatch(
                        name -> name.contains("reusing.attention.q_proj") || name.contains("reusing.attention.k_proj"))
                .doesNotContain("feature_projection.projection.weight");
        WaveformNetwork narrow = new NamedSizes(new ArmHubertFamily()).of("base", Map.of("conv_channels", "240"));
        assertThat(ModelFolder.parameters(narrow, 0).stream().map(ParameterSpec::name))
                .contains("feature_projection.projection.weight");
    }

    @Test
    void states_are_those_of_every_layer_or_the_published_output() {
        assertThat(card("base", Map.of()).layers()).isEqualTo(13);
        assertThat(card("base", Map.of()).frameStride()).isEqualTo(320);
        UpstreamCard published = card("base", Map.of("predictions", "true"));
        assertThat(List.of(published.layers(), published.hiddenSize(), published.frameStride()))
                .containsExactly(1, 768, 320);
        assertRefused(() -> card("base", Map.of("layers", "3")), "3 layers", "even number");
    }

    /** Two layers with one map, written with PyTorch's functions for whole layers. */
    private static final String REFERENCE =
            """
            def head_parts(self, x: Tensor) -> Tensor:
                return x.view([x.size(0), x.size(1), 4, -1]).transpose(1, 2)


            def reference_rest(self, x: Tensor, a: Tensor, w: List[Tensor]) -> Tensor:
                d = x.size(2)
                h = torch.layer_norm(x + a, [d], w[4], w[5])
                f = torch.linear(torch.gelu(torch.linear(h, w[0], w[1])), w[2], w[3])
                return torch.layer_norm(h + f, [d], w[6], w[7])


            def reference(self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor]) -> List[Tensor]:
                p = w[0:8]
                q = self.head_parts(torch.linear(x, p[0], p[1]))
                k = self.head_parts(torch.linear(x, p[2], p[3]))
                v = self.head_parts(torch.linear(x, p[4], p[5]))
                scores = torch.matmul(q, k.transpose(2, 3)) / 8. ** 0.5
                scores = scores.masked_fill(valid.unsqueeze(1).unsqueeze(2) < 0.5, -inf)
                attention = torch.softmax(scores, 3)
                a = torch.linear(torch.matmul(attention, v).transpose(1, 2).reshape(x.size()), p[6], p[7])
                first = self.reference_rest(x, a, w[8:16])
                r = w[16:20]
                u = self.head_parts(torch.linear(first, r[0], r[1]))
                b = torch.linear(torch.matmul(attention, u).transpose(1, 2).reshape(x.size()), r[2], r[3])
                return [first, self.reference_rest(first, b, w[20:28])]


            def ours(self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor]) -> List[Tensor]:
                nothing = torch.zeros([0])
                around = [nothing, nothing, nothing, nothing, nothing]
                return self.layers(x, valid, keep, around + w, nothing, False)[1:]
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_pair_of_layers_equals_two_layers_with_one_map(int batch) {
        Encoder encoder = new PairedBlocks().encoder(new TransformerConfig(2, 32, 4, 24, 16, 4, false));
        Kernels kernels = Kernels.forEncoding(AttentionKernel.FUSED, Precision.FP32);
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(encoder.fragments(kernels))
                .add(Fragment.text("reference", REFERENCE));
        List<ParameterSpec> layers = encoder.parameters("").subList(5, 5 + 16 + 12);
        assertThat(layers.get(0).name()).isEqualTo("layers.0.computing.attention.q_proj.weight");
        try (Script script = Script.load(ENGINE, source);
                NDManager m = ENGINE.manager().newSubManager()) {
            NDArray valid = m.ones(new Shape(batch, 9));
            for (int b = 1; b < batch; b++) {
                valid.set(new NDIndex("{}, {}:", b, 9 - 2 * b), 0f);
            }
            List<NDArray> weights = new ArrayList<>();
            layers.forEach(p -> weights.add(m.randomNormal(new Shape(p.shape())).mul(0.5f)));
            NDArray x = m.randomNormal(new Shape(batch, 9, 32));
            NDList wanted = call(script, m, "reference", x, valid, weights);
            NDList got = call(script, m, "ours", x, valid, weights);
            for (int layer = 0; layer < 2; layer++) {
                for (int b = 0; b < batch; b++) {
                    String own = b + ", :" + (9 - 2 * b);
                    assertThat(got.get(layer).get(own).toFloatArray())
                            .containsExactly(wanted.get(layer).get(own).toFloatArray(), within(2e-5f));
                }
            }
        }
    }

    private static NDList call(
            Script script, NDManager m, String method, NDArray x, NDArray valid, List<NDArray> weights) {
        NDArray keep = m.ones(new Shape(2));
        return script.call(m, method, Arguments.of(x, valid, keep).add(weights));
    }
}
