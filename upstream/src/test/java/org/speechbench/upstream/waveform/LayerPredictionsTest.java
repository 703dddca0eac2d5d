package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.distilhubert.DistilHubertFamily;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.wavlm.WavLmProvider;

/** The heads with which DistilHuBERT predicts layers of its teacher, against what s3prl computed with them. */
class LayerPredictionsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final Map<String, String> TOLD = Map.of("heads", "4", "norm_first", "false", "normalize", "false");

    /** D of the fixture, and the size of its predictions. */
    private static final int SIZE = 32;

    private static final int WIDTH = 24;

    @TempDir
    Path folder;

    @Test
    void predictions_follow_the_states_of_the_layers_and_agree_with_those_of_s3prl() {
        Relative model = new Relative(new DistilHubertProvider(), widened(), TOLD).imported(folder.resolve("ours"));
        float[][] plain = model.states(ENGINE);
        Relative predicting = new Relative(model.provider(), model.place(), Map.of("predictions", "true"));
        float[][] states = predicting.states(ENGINE);
        assertThat(plain).hasDimensions(3, 49 * SIZE);
        assertThat(Arrays.copyOf(states, 3)).isDeepEqualTo(plain);
        assertThat(predicting.describe().layers()).isEqualTo(5);

        float[] wanted = Npy.fixture("relatives/distil_prediction").floats();
        float[] got = new float[wanted.length];
        for (int head = 0; head < 2; head++) {
            for (int frame = 0; frame < 49; frame++) {
                System.arraycopy(states[3 + head], frame * SIZE, got, (head * 49 + frame) * WIDTH, WIDTH);
            }
        }
        assertThat(got).containsExactly(wanted, within(1e-5f));
    }

    @Test
    void every_bit_of_the_heads_comes_back_from_hugging_faces_layout_and_so_do_the_layers_that_they_predict() {
        Relative first = Relative.of("distil");
        assertThat(first.describe().checkpoint().facts())
                .containsEntry("predicted_layers", "4, 12")
                .doesNotContainKey("left_out");
        TensorFile original = TensorFile.open(first.place());
        Relative ours = first.imported(folder.resolve("ours"));
        Relative back = ours.exported(folder.resolve("theirs"), false).imported(folder.resolve("back"));
        for (Relative kept : new Relative[] {ours, back}) {
            assertThat(kept.describe().checkpoint().facts()).containsEntry("predicted_layers", "4, 12");
            Map<String, TensorData> read =
                    Safetensors.read(kept.place().resolve("model.safetensors")).tensors();
            Map.of(
                            "expand.weight",
                            "0.weight",
                            "expand.bias",
                            "0.bias",
                            "split.weight",
                            "2.weight",
                            "split.bias",
                            "2.bias")
                    .forEach((mine, theirs) -> assertThat(Objects.requireNonNull(read.get("predictor." + mine))
                                    .bytes())
                            .isEqualTo(original.read("Distiller.output_layer." + theirs)
                                    .bytes()));
        }
    }

    @Test
    void the_published_model_has_as_many_parameters_as_published_and_its_heads_those_of_the_original() {
        DistilHubertFamily family = new DistilHubertFamily();
        WaveformNetwork base = new NamedSizes(family).of("base", Map.of());
        Map<String, TensorInfo> heads = Map.of(
                "expand.weight", new TensorInfo("F32", new long[] {2 * 768, 768}),
                "split.weight", new TensorInfo("F32", new long[] {2, 768, 768}));
        WaveformNetwork whole = base.with(family.predictor(heads));
        assertThat(parameters(base)).isEqualTo(23_491_200);
        assertThat(parameters(whole)).isEqualTo(23_491_200 + 2_362_368);
        UpstreamCard card = whole.card();
        assertThat(card.cost().parameters()).isEqualTo(23_491_200);
        assertThat(card.layers()).isEqualTo(3);
    }

    private static long parameters(WaveformNetwork network) {
        return ModelFolder.parameters(network, 0).stream()
                .mapToLong(ParameterSpec::size)
                .sum();
    }

    @Test
    void layers_that_a_configuration_names_are_as_many_as_the_heads() {
        Map<String, TensorInfo> heads = Map.of(
                "predictor.expand.weight", new TensorInfo("F32", new long[] {2 * SIZE, SIZE}),
                "predictor.split.weight", new TensorInfo("F32", new long[] {2, SIZE, SIZE}));
        Optional<StatePredictor> two = PredictorTensors.in(new DistilHubertFamily(), heads);
        Map<String, String> three = Map.of("pred_layer_id.0", "4", "pred_layer_id.1", "8", "pred_layer_id.2", "12");
        assertRefused(
                () -> PredictorTensors.facts(Path.of("x.ckpt"), two, three::get),
                "heads for 2 layers of its teacher",
                "names 4, 8, 12");
        assertThat(PredictorTensors.facts(Path.of("x.ckpt"), two, key -> null))
                .containsEntry("predicted_layers", "2 of its teacher, which are not named");
    }

    @Test
    void predictions_that_are_not_there_or_of_another_size_are_refused() {
        Relative narrow = Relative.of("distil");
        Map<String, String> wanted = Map.of("predictions", "true");
        assertRefused(
                () -> new Relative(narrow.provider(), narrow.place(), wanted).describe(),
                "have size 24, and its layers 32",
                "Leave predictions out");
        assertRefused(
                () -> narrow.provider()
                        .describe(Relative.spec(narrow.provider(), narrow.place(), Map.of())
                                .from((Path) null)
                                .sized("test")
                                .with(wanted)),
                "has no heads that predict");
        assertRefused(() -> new WavLmProvider().settings().read(wanted), "predictions");
    }

    /** The fixture, whose predictions are narrower than its layers, with zeros in the missing columns. */
    private Path widened() {
        return write("widened.safetensors", widenedTensors());
    }

    private Path write(String name, Map<String, TensorData> tensors) {
        Path file = folder.resolve(name);
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private static Map<String, TensorData> widenedTensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        TensorFile file = TensorFile.open(Relative.of("distil").place());
        file.tensors().keySet().forEach(name -> tensors.put(name, file.read(name)));
        tensors.computeIfPresent("Distiller.output_layer.2.weight", (n, t) -> TensorData.of(wide(t), 2, SIZE, SIZE));
        tensors.computeIfPresent("Distiller.output_layer.2.bias", (n, t) -> TensorData.of(wide(t), 1, 1, 2, SIZE));
        return tensors;
    }

    private static float[] wide(TensorData narrow) {
        float[] values = narrow.floats();
        float[] wide = new float[values.length / WIDTH * SIZE];
        for (int row = 0; row < values.length / WIDTH; row++) {
            System.arraycopy(values, row * WIDTH, wide, row * SIZE, WIDTH);
        }
        return wide;
    }
}
