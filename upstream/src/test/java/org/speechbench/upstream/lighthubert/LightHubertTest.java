package org.speechbench.upstream.lighthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** Networks within the supernet: counts, weights, and folders of their own. */
class LightHubertTest {
    private static final LightHubertFamily FAMILY = new LightHubertFamily();
    private static final LightHubertProvider PROVIDER = new LightHubertProvider();
    private static final Subnetwork UNEQUAL =
            new Subnetwork(48, List.of(2, 4, 3, 2, 4), List.of(3.0, 3.5, 4.0, 3.5, 3.0));

    @TempDir
    private Path folder;

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    private static UpstreamSpec spec(Map<String, String> settings) {
        return UpstreamSpec.of("light_hubert", "test", 3, Precision.FP32).with(settings);
    }

    private static UpstreamSpec spec(Subnetwork network) {
        return spec(SubnetworkSettings.of(network));
    }

    /** A supernet with values everywhere, biases and norms included, so that every one of them shows in states. */
    private static Map<String, float[]> values() {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (ParameterSpec spec : ModelFolder.parameters(FAMILY.size("test"), 0)) {
            float[] own = spec.initializer().draw(spec.shape(), random);
            for (int i = 0; i < own.length; i++) {
                own[i] += (float) (0.1 * random.nextGaussian());
            }
            values.put(spec.name(), own);
        }
        return values;
    }

    private Path supernet() {
        Path place = folder.resolve("supernet");
        WaveformNetwork whole = FAMILY.size("test");
        new TransformerCheckpoint<>(whole, 0, InputNormalization.NONE, values(), CheckpointFacts.NONE).write(place);
        return place;
    }

    private List<float[]> states(UpstreamProvider provider, UpstreamSpec spec) {
        WaveformBatch batch = new WaveformBatch(List.of(Signals.of(1, 9_000), Signals.of(2, 7_000)));
        try (Upstream upstream = provider.open(engine, spec);
                HiddenStates states = upstream.encode(batch)) {
            return states.layers().stream().map(NDArray::toFloatArray).toList();
        }
    }

    private static void assertClose(List<float[]> got, List<float[]> wanted, double tolerance) {
        assertThat(got).hasSameSizeAs(wanted);
        for (int l = 0; l < got.size(); l++) {
            assertThat(got.get(l)).as("layer " + l).hasSameSizeAs(wanted.get(l));
            for (int i = 0; i < got.get(l).length; i++) {
                assertThat(got.get(l)[i]).isCloseTo(wanted.get(l)[i], within((float) tolerance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "base, 640, 10, 4.0, 12, 66891520",
        "base, 768, 12, 4.0, 12, 94371584",
        "base, 512, 8, 3.5, 12, 41243392",
        "small, 384, 6, 4.0, 12, 26873600",
        "small, 512, 8, 4.0, 12, 44392192",
        "small, 256, 4, 3.0, 10, 11442944",
    })
    void networks_have_as_many_parameters_as_published(
            String size, int embed, int heads, double ratio, int depth, long parameters) {
        assertThat(PROVIDER.publishedParameters(size, Subnetwork.regular(embed, heads, ratio, depth)))
                .isEqualTo(parameters);
    }

    /** The networks that the authors' notebook shows. */
    @Test
    void networks_of_unequal_layers_have_as_many_parameters_as_published() {
        Subnetwork ofBase = new Subnetwork(
                768,
                List.of(8, 10, 8, 10, 12, 8, 10, 8, 8, 10, 12, 10),
                List.of(4.0, 3.5, 4.0, 3.5, 3.5, 4.0, 3.5, 4.0, 4.0, 3.5, 4.0, 3.5));
        Subnetwork ofSmall = new Subnetwork(
                512,
                List.of(4, 8, 4, 4, 6, 6, 4, 8, 4, 8, 6, 8),
                List.of(3.5, 3.0, 3.0, 4.0, 3.5, 3.0, 3.0, 4.0, 3.5, 4.0, 4.0, 4.0));
        assertThat(PROVIDER.publishedParameters("base", ofBase)).isEqualTo(84_926_336);
        assertThat(PROVIDER.publishedParameters("small", ofSmall)).isEqualTo(38_092_928);
    }

    /** Its own file has 128 gains of weight norm more, and a mask embedding of its own size. */
    @Test
    void the_card_counts_what_a_file_of_the_network_alone_has() {
        UpstreamSpec base = UpstreamSpec.of("light_hubert", "base", 1, Precision.FP32);
        UpstreamCard whole = PROVIDER.describe(base);
        UpstreamCard part = PROVIDER.describe(base.with(Map.of("embed", "640", "layer_heads", "10")));
        assertThat(whole.cost().parameters()).isEqualTo(94_371_584 + 128);
        assertThat(part.cost().parameters()).isEqualTo(66_891_520 + 128 - (768 - 640));
        assertThat(part.hiddenSize()).isEqualTo(640);
        assertThat(part.cost().gigaFlopsPerSecond()).isLessThan(whole.cost().gigaFlopsPerSecond());
    }

    @Test
    void fewer_layers_give_fewer_hidden_states() {
        assertThat(PROVIDER.describe(spec(Map.of("depth", "4"))).layers()).isEqualTo(5);
        assertThat(PROVIDER.describe(spec(Map.of("layer_heads", "2,2,3,4"))).layers())
                .isEqualTo(5);
    }

    @Test
    void the_largest_network_is_the_supernet_itself() {
        Path place = supernet();
        List<float[]> whole = states(PROVIDER, spec(Map.of()).from(place));
        List<float[]> largest = states(
                PROVIDER,
                spec(Map.of("embed", "64", "layer_heads", "4", "ffn_ratio", "4.0", "depth", "6"))
                        .from(place));
        for (int l = 0; l < whole.size(); l++) {
            assertThat(largest.get(l)).isEqualTo(whole.get(l));
        }
        // With heads of the width that HuBERT's have, it is a HuBERT.
        Path hubert = folder.resolve("hubert");
        PROVIDER.exportCheckpoint(spec(Map.of()).from(place), hubert, false);
        UpstreamSpec exported = UpstreamSpec.of("hubert", "", 3, Precision.FP32).from(hubert);
        assertClose(states(new HubertProvider(), exported), whole, 1e-6);
    }

    @Test
    void a_network_that_is_written_alone_has_equal_states_and_an_equal_digest() {
        Path place = supernet();
        Path alone = folder.resolve("alone");
        PROVIDER.extract(spec(UNEQUAL).from(place), alone);

        UpstreamSpec opened =
                UpstreamSpec.of("light_hubert", "", 3, Precision.FP32).from(alone);
        List<float[]> within = states(PROVIDER, spec(UNEQUAL).from(place));
        List<float[]> own = states(PROVIDER, opened);
        for (int l = 0; l < own.size(); l++) {
            assertThat(own.get(l)).isEqualTo(within.get(l));
        }
        assertThat(alone.resolve(CheckpointStore.WEIGHTS)).exists();
        assertThat(PROVIDER.describe(opened))
                .isEqualTo(PROVIDER.describe(spec(UNEQUAL).from(place)));
        assertRefused(
                () -> PROVIDER.describe(opened.with(Map.of("embed", "32"))),
                "The checkpoint holds one network of light_hubert test");
    }

    @Test
    void a_regular_network_becomes_a_hubert_of_other_toolkits() {
        Path place = supernet();
        Path alone = folder.resolve("alone");
        Path hubert = folder.resolve("hubert");
        UpstreamSpec regular = spec(Subnetwork.regular(48, 3, 3.5, 5)).from(place);
        PROVIDER.extract(regular, alone);
        PROVIDER.exportCheckpoint(spec(Map.of()).from(alone), hubert, false);

        UpstreamSpec exported = UpstreamSpec.of("hubert", "", 3, Precision.FP32).from(hubert);
        assertClose(states(new HubertProvider(), exported), states(PROVIDER, regular), 1e-6);
    }

    @Test
    void a_network_that_is_no_hubert_is_not_written_as_one() {
        Path place = supernet();
        Path alone = folder.resolve("alone");
        PROVIDER.extract(spec(UNEQUAL).from(place), alone);
        assertRefused(
                () -> PROVIDER.exportCheckpoint(spec(Map.of()).from(alone), folder.resolve("x"), false),
                "is no HuBERT in Hugging Face's layout",
                "embed / 16 heads");
    }

    /** Values copied one by one, without this suite's code for it; of six layers, five are the first ones. */
    @Test
    void a_network_within_the_supernet_equals_one_that_is_built_from_copies() {
        Map<String, float[]> whole = values();
        WaveformNetwork own = LightHubertFamily.part(FAMILY.size("test"), UNEQUAL);
        Map<String, float[]> copies = new HashMap<>();
        for (ParameterSpec p : ModelFolder.parameters(own, 0)) {
            long[] shape = p.shape();
            String name = p.name();
            boolean output = name.endsWith("output_dense.weight");
            boolean inner = name.contains("intermediate_dense");
            float[] from = whole.get(name);
            int columns = shape.length > 1 ? (int) shape[1] : 1;
            int each = shape.length > 2 ? (int) shape[2] : 1;
            int fullColumns = fullColumns(name, columns);
            List<Float> copied = new ArrayList<>();
            for (int r = 0; r < shape[0]; r++) {
                int row = inner ? r / 48 * 64 + r % 48 : r;
                for (int c = 0; c < columns; c++) {
                    int column = output ? c / 48 * 64 + c % 48 : c;
                    for (int k = 0; k < each; k++) {
                        copied.add(from[(row * fullColumns + column) * each + k]);
                    }
                }
            }
            float[] values = new float[copied.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = copied.get(i);
            }
            copies.put(name, values);
        }
        scaleGains(copies, whole);
        Path built = folder.resolve("built");
        new TransformerCheckpoint<>(own, 0, InputNormalization.NONE, copies, CheckpointFacts.NONE).write(built);

        List<float[]> within = states(PROVIDER, spec(UNEQUAL).from(supernet()));
        assertClose(within, states(PROVIDER, spec(Map.of()).from(built)), 1e-5);
    }

    private static int fullColumns(String name, int own) {
        ParameterSpec whole = ModelFolder.parameters(FAMILY.size("test"), 0).stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        return whole.shape().length > 1 ? (int) whole.shape()[1] : own;
    }

    private static void scaleGains(Map<String, float[]> copies, Map<String, float[]> whole) {
        float[] part = copies.get("encoder.pos_conv.weight_v");
        float[] all = whole.get("encoder.pos_conv.weight_v");
        float[] gains = copies.get("encoder.pos_conv.weight_g");
        for (int k = 0; k < gains.length; k++) {
            gains[k] *= (float) (norm(part, k, gains.length) / norm(all, k, gains.length));
        }
    }

    private static double norm(float[] weight, int from, int step) {
        double sum = 0;
        for (int i = from; i < weight.length; i += step) {
            sum += weight[i] * weight[i];
        }
        return Math.sqrt(sum);
    }

    @Test
    void settings_that_do_not_fit_are_the_users_errors() {
        assertRefused(() -> PROVIDER.describe(spec(Map.of("layer_heads", "2,3"))), "depth 2; it may be 4, 5, 6");
        assertRefused(
                () -> PROVIDER.describe(spec(Map.of("layer_heads", "2,3,4,2", "depth", "5"))),
                "layer_heads of light_hubert test has 4 values for a network of 5 layers");
        assertRefused(() -> PROVIDER.describe(spec(Map.of("layer_heads", "2.5"))), "wanted whole numbers");
        assertRefused(() -> PROVIDER.describe(spec(Map.of("layer_heads", "two"))), "wanted a number");
    }
}
