package org.speechbench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.onnxruntime.OnnxJavaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Digests;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

class OnnxProviderTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final float CLOSE = 1e-5f;

    @TempDir
    Path folder;

    @Test
    void the_card_is_what_the_file_says_and_what_calls_show() {
        Path file = write(SmallModels.good());
        UpstreamCard card = describe(file);
        assertThat(card.layers()).isEqualTo(2);
        assertThat(card.hiddenSize()).isEqualTo(SmallModels.SIZE);
        assertThat(card.frameStride()).isEqualTo(SmallModels.STRIDE);
        assertThat(card.cost().parameters()).isEqualTo(SmallModels.SIZE * SmallModels.WINDOW + 1);
        Map<String, String> facts = card.checkpoint().facts();
        assertThat(facts)
                .containsEntry("format", "ONNX, opset 17, by hand 1.2")
                .containsEntry("sha256", Digests.sha256(file))
                .containsEntry("layers", "hidden_states.0, hidden_states.1")
                .containsEntry("normalize", "false, since the file has the input wave")
                .doesNotContainKey(CheckpointFacts.ONE_AT_A_TIME)
                .doesNotContainKey("unused");
        assertThat(facts.get("runtime")).matches("ONNX Runtime \\d+\\.\\d+\\.\\d+, on the CPU .*");
        assertThat(facts.get("frames")).contains("160 samples", "first of 400");
    }

    @Test
    void states_are_those_of_the_graph() {
        Waveform wave = Signals.of(1, 2_000);
        try (Upstream upstream = open(SmallModels.good());
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            assertThat(states.frames(0, 0)).isEqualTo(11);
            assertThat(states.layers().get(0).toFloatArray()).containsExactly(shown(wave.samples(), 11));
            float[] louder = shown(wave.samples(), 11);
            for (int i = 0; i < louder.length; i++) {
                louder[i] = (float) Math.tanh(3 * louder[i]);
            }
            assertThat(states.layers().get(1).toFloatArray()).containsExactly(louder, within(CLOSE));
        }
    }

    @Test
    void layers_are_in_the_order_of_their_numbers_and_other_outputs_are_said_to_be_unused() {
        OnnxGraph graph = SmallModels.own();
        List<Integer> numbers = new ArrayList<>(List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        Collections.reverse(numbers);
        for (int number : numbers) {
            graph.floats("by" + number, new float[] {number}, 1)
                    .node("Mul", "hidden_states.0 by" + number + " -> hidden_states." + number)
                    .output("hidden_states." + number, OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
        }
        graph.node("Identity", "hidden_states.11 -> last_hidden_state")
                .output("frames", OnnxGraph.INT64, "batch")
                .output("hidden_states.1", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("last_hidden_state", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
        Waveform wave = Signals.of(1, 2_000);
        try (Upstream upstream = open(graph);
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            assertThat(upstream.card().checkpoint().facts()).containsEntry("unused", "last_hidden_state");
            assertThat(states.layers()).hasSize(12);
            float[] first = states.layers().get(0).toFloatArray();
            for (int number : numbers) {
                assertThat(states.layers().get(number).toFloatArray()[5]).isCloseTo(number * first[5], within(CLOSE));
            }
        }
    }

    @Test
    void outputs_of_any_name_are_layers_in_their_order_only_before_the_number_of_frames() {
        OnnxGraph last = otherNames(SmallModels.own()).output("frames", OnnxGraph.INT64, "batch");
        assertThat(describe(write(last)).checkpoint().facts()).containsEntry("layers", "second, first");
        OnnxGraph first = otherNames(SmallModels.own().output("frames", OnnxGraph.INT64, "batch"));
        assertRefused(() -> describe(write(first)), "of which none is named as a layer", "hidden_states.0");
    }

    private static OnnxGraph otherNames(OnnxGraph graph) {
        return graph.node("Identity", "hidden_states.1 -> second")
                .node("Identity", "hidden_states.0 -> first")
                .output("second", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("first", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
    }

    @Test
    void a_model_of_hugging_face_has_one_layer_normalised_waves_and_one_utterance_at_a_time() throws IOException {
        Path file = write(ofHuggingFace());
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\": true}");
        Waveform wave = new Waveform(loud(Signals.of(1, 2_000).samples()));
        try (Upstream upstream = open(file);
                HiddenStates states = upstream.encode(new WaveformBatch(List.of(wave, Signals.of(2, 1_200))))) {
            assertThat(upstream.card().checkpoint().facts())
                    .containsEntry("layers", "last_hidden_state")
                    .containsEntry("unused", "extract_features")
                    .containsEntry("normalize", "true, by do_normalize of preprocessor_config.json")
                    .containsEntry(
                            CheckpointFacts.ONE_AT_A_TIME,
                            "the file does not return how many frames belong to each utterance, so that each utterance is"
                                    + " encoded alone");
            assertThat(states.layers()).hasSize(1);
            assertThat(states.frames(0, 0)).isEqualTo(11);
            assertThat(states.frames(0, 1)).isEqualTo(6);
            assertThat(states.layers().get(0).get(0).toFloatArray())
                    .containsExactly(shown(normalized(wave.samples()), 11), within(CLOSE));
        }
    }

    @Test
    void whether_waves_are_normalised_is_never_guessed() throws IOException {
        Path nested = Files.createDirectories(folder.resolve("onnx"));
        Path file = ofHuggingFace().write(nested.resolve("model.onnx"));
        assertRefused(
                () -> describe(file),
                "model.onnx has the input input_values, and nothing says whether",
                "no preprocessor_config.json beside it",
                "normalize: true");
        assertThat(normalize(spec(file).with(Map.of("normalize", "false")))).isEqualTo("false, by the settings");
        assertThat(normalize(spec(file).with(Map.of("normalize", "true")))).isEqualTo("true, by the settings");
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
        assertThat(normalize(spec(file))).isEqualTo("false, by do_normalize of preprocessor_config.json");
        Files.writeString(nested.resolve("preprocessor_config.json"), "{\"do_normalize\": true}");
        assertThat(normalize(spec(file))).isEqualTo("true, by do_normalize of preprocessor_config.json");
        Files.writeString(nested.resolve("preprocessor_config.json"), "{\"sampling_rate\": 8000}");
        assertRefused(() -> describe(file), "sampling_rate is 8000, wanted 16000");
    }

    /** The number of frames is computed from the mask, so that a wrong one gives other lengths. */
    @ParameterizedTest
    @EnumSource(names = {"INT64", "INT32", "BOOL", "FLOAT"})
    void a_mask_of_any_type_says_which_samples_are_valid(OnnxJavaType type) {
        int id =
                switch (type) {
                    case INT64 -> OnnxGraph.INT64;
                    case INT32 -> OnnxGraph.INT32;
                    case BOOL -> OnnxGraph.BOOL;
                    default -> OnnxGraph.FLOAT;
                };
        OnnxGraph graph = SmallModels.frames(
                        SmallModels.huggingFace()
                                .input("attention_mask", id, "batch", "samples")
                                .node("Cast", "attention_mask -> whole", "to", OnnxGraph.INT64)
                                .longs("along", new long[] {1}, 1)
                                .node("ReduceSum", "whole along -> valid", "keepdims", 0),
                        "valid")
                .output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("frames", OnnxGraph.INT64, "batch");
        UpstreamSpec spec = spec(write(graph)).with(Map.of("normalize", "false"));
        try (Upstream upstream = new OnnxProvider().open(ENGINE, spec);
                HiddenStates states =
                        upstream.encode(new WaveformBatch(List.of(Signals.of(1, 2_000), Signals.of(2, 1_200))))) {
            assertThat(upstream.card().checkpoint().facts()).doesNotContainKey(CheckpointFacts.ONE_AT_A_TIME);
            assertThat(states.frames(0, 0)).isEqualTo(11);
            assertThat(states.frames(0, 1)).isEqualTo(6);
        }
    }

    @Test
    void a_model_whose_states_depend_on_the_batch_is_given_one_utterance_at_a_time() {
        OnnxGraph graph = SmallModels.own()
                .node("Abs", "wave -> magnitude")
                .node("ReduceMean", "magnitude -> mean", "keepdims", 0)
                .node("Add", "hidden_states.0 mean -> hidden_states.2")
                .output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("hidden_states.1", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("hidden_states.2", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("frames", OnnxGraph.INT64, "batch");
        Waveform shorter = Signals.of(2, 4_000);
        try (Upstream upstream = open(graph);
                HiddenStates together = upstream.encode(new WaveformBatch(List.of(Signals.of(1, 9_000), shorter)));
                HiddenStates alone = upstream.encode(WaveformBatch.of(shorter))) {
            assertThat(upstream.card().checkpoint().facts().get(CheckpointFacts.ONE_AT_A_TIME))
                    .startsWith("padding or other utterances of a batch change its states");
            int values = alone.frames(2, 0) * SmallModels.SIZE;
            assertThat(Arrays.copyOf(together.layers().get(2).get(1).toFloatArray(), values))
                    .containsExactly(alone.layers().get(2).toFloatArray());
        }
    }

    @Test
    void a_file_for_one_utterance_is_given_one_at_a_time() {
        OnnxGraph graph = SmallModels.windows(
                        new OnnxGraph()
                                .input("wave", OnnxGraph.FLOAT, 1, "samples")
                                .floats("kernel", SmallModels.kernel(), SmallModels.SIZE, 1, SmallModels.WINDOW),
                        "wave")
                .output("hidden_states.0", OnnxGraph.FLOAT, 1, "time", SmallModels.SIZE);
        try (Upstream upstream = open(graph);
                HiddenStates states =
                        upstream.encode(new WaveformBatch(List.of(Signals.of(1, 2_000), Signals.of(2, 1_200))))) {
            assertThat(upstream.card().checkpoint().facts().get(CheckpointFacts.ONE_AT_A_TIME))
                    .startsWith("the file takes one utterance at a time");
            assertThat(states.frames(0, 1)).isEqualTo(6);
        }
    }

    @Test
    void operators_that_a_file_defines_itself_are_allowed() {
        OnnxGraph graph = SmallModels.good()
                .function("own", "Double", "x -> y", "Neg")
                .node("own::Double", "hidden_states.0 -> hidden_states.2")
                .output("hidden_states.2", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
        UpstreamCard card = describe(write(graph));
        assertThat(card.layers()).isEqualTo(3);
        assertThat(card.checkpoint().facts()).containsEntry("format", "ONNX, opset 17, own 1, by hand 1.2");
    }

    @Test
    void custom_operators_are_refused_before_anything_is_loaded() {
        OnnxGraph graph =
                SmallModels.good().opset("ai.onnx.contrib", 1).node("ai.onnx.contrib::AudioDecoder", "wave -> decoded");
        assertRefused(
                () -> describe(write(graph)),
                "needs custom operators: ai.onnx.contrib.AudioDecoder. They are code in a library, and none is loaded.",
                "operators of ONNX alone");
    }

    @Test
    void a_fixed_length_or_number_of_utterances_is_refused() {
        assertRefused(
                () -> describe(write(new OnnxGraph()
                        .input("wave", OnnxGraph.FLOAT, "batch", 16_000)
                        .node("Identity", "wave -> hidden_states.0")
                        .output("hidden_states.0", OnnxGraph.FLOAT, "batch", 16_000))),
                "takes wave of exactly 16000 samples; its input has a fixed length.",
                "dynamic_axes");
        assertRefused(
                () -> describe(write(new OnnxGraph()
                        .input("wave", OnnxGraph.FLOAT, 4, "samples")
                        .node("Identity", "wave -> hidden_states.0")
                        .output("hidden_states.0", OnnxGraph.FLOAT, 4, "samples"))),
                "takes exactly 4 utterances at a time.",
                "dynamic_axes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speech, 1, 2|takes speech (any, any) of float, and exactly one of wave and input_values (batch, samples) of float is wanted",
                "wave, 7, 2|takes wave as (any, any) of int64, and (batch, samples) of float is wanted",
                "wave, 10, 2|takes wave as (any, any) of float16, and (batch, samples) of float is wanted",
                "wave, 1, 3|takes wave as (any, any, any) of float, and (batch, samples) of float is wanted",
            })
    void an_input_that_is_no_wave_is_one_line_with_a_cure(String input, String what) {
        String[] words = input.split(", ");
        OnnxGraph graph = new OnnxGraph()
                .input(words[0], Integer.parseInt(words[1]), (Object[])
                        Arrays.copyOf(new String[] {"a", "b", "c"}, Integer.parseInt(words[2])))
                .node("Identity", words[0] + " -> hidden_states.0")
                .output("hidden_states.0", Integer.parseInt(words[1]), (Object[])
                        Arrays.copyOf(new String[] {"a", "b", "c"}, Integer.parseInt(words[2])));
        assertRefused(() -> describe(write(graph)), "model.onnx " + what + ".", "docs/any-model.md");
    }

    @Test
    void another_input_is_one_line_with_a_cure() {
        assertRefused(
                () -> describe(write(SmallModels.good().input("language", OnnxGraph.INT64, "batch"))),
                "takes language as (any) of int64, which is not known; beside wave there may be lengths",
                "docs/any-model.md");
        assertRefused(
                () -> describe(write(SmallModels.huggingFace()
                        .input("attention_mask", OnnxGraph.INT64, "batch")
                        .output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE))),
                "takes attention_mask as (any) of int64, which is not known");
    }

    @Test
    void outputs_that_are_no_layers_are_one_line_with_a_cure() {
        assertRefused(
                () -> describe(write(SmallModels.huggingFace()
                        .node("Identity", "hidden_states.1 -> logits")
                        .output("logits", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE))),
                "returns logits (any, any, 16) of float, of which none is named as a layer",
                "hidden_states.0");
        assertRefused(
                () -> describe(write(SmallModels.own().output("frames", OnnxGraph.INT64, "batch"))),
                "returns frames (any) of int64, of which none is named as a layer");
        assertRefused(
                () -> describe(write(SmallModels.good().output("beyond", OnnxGraph.INT64, "batch"))),
                "returns frames and beyond of int64, and at most one");
        assertRefused(
                () -> describe(write(SmallModels.own()
                        .output("hidden_states.1", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                        .output("frames", OnnxGraph.INT64, "batch"))),
                "returns hidden_states.1, and hidden_states.0 to the last one without a gap is wanted");
        assertRefused(
                () -> describe(write(SmallModels.good()
                        .node("Cast", "hidden_states.1 -> hidden_states.2", "to", OnnxGraph.FLOAT16)
                        .output("hidden_states.2", OnnxGraph.FLOAT16, "batch", "time", SmallModels.SIZE))),
                "returns hidden_states.2 as (any, any, 16) of float16, and (batch, frames, size) of float, which is fp32");
    }

    @Test
    void what_only_a_call_shows_is_one_line_too() {
        assertRefused(
                () -> describe(write(SmallModels.good()
                        .node("RandomNormalLike", "hidden_states.0 -> hidden_states.2")
                        .output("hidden_states.2", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE))),
                "other states when it is called with the same wave again",
                "model.eval() before torch.onnx.export");
        assertRefused(
                () -> describe(write(SmallModels.good()
                        .floats("fixed", new float[98 * SmallModels.SIZE], 1, 98, SmallModels.SIZE)
                        .node("Add", "hidden_states.0 fixed -> hidden_states.2")
                        .output("hidden_states.2", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE))),
                "takes 1 s of audio, but not 2.6 s: ",
                "model.onnx fails: ",
                "dynamic_axes");
    }

    @Test
    void a_graph_that_onnx_runtime_does_not_load_is_one_line() {
        assertRefused(
                () -> describe(write(SmallModels.good().node("NoSuchOperator", "wave -> other"))),
                "model.onnx cannot be loaded by ONNX Runtime ",
                "NoSuchOperator",
                "opset_version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>|is a web page, not an ONNX file",
                "version https://git-lfs.github.com/spec/v1|is a Git LFS pointer",
                "PK and more|is a zip archive, as PyTorch writes",
                "....ORTM....|is in the format of ONNX Runtime itself",
                "a text, and nothing else|is not an ONNX file, or not whole",
                "''|has no operators, so it is not an ONNX file",
            })
    void what_is_no_onnx_file_is_told_as_what_it_is(String text, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), text);
        assertRefused(() -> describe(file), "model.onnx", what);
    }

    @Test
    void a_missing_file_and_a_folder_are_one_line() {
        assertRefused(() -> describe(folder.resolve("model.onnx")), "there is no such file");
        assertRefused(() -> describe(folder), "is a folder, not an ONNX file");
    }

    @Test
    void as_a_file_of_weights_it_is_told_as_what_it_is() {
        Path file = write(SmallModels.good());
        assertRefused(() -> TensorFile.open(file), "model.onnx is an ONNX file", "probe onnx=" + file);
    }

    /** Wherever it ends, it is refused, and never by anything else than the user's error. */
    @Test
    void a_file_that_is_cut_off_is_refused() throws IOException {
        byte[] whole = SmallModels.good().bytes();
        for (int length = 0; length < whole.length; length += whole.length / 40) {
            Path file = Files.write(folder.resolve("model.onnx"), Arrays.copyOf(whole, length));
            assertRefused(() -> describe(file), "model.onnx");
        }
    }

    @Test
    void weights_in_another_file_are_found_and_are_part_of_the_digest() throws IOException {
        Path file = write(external("model.data", 8));
        Path data = Files.write(folder.resolve("model.data"), new byte[100]);
        assertRefused(() -> describe(file), "model.data has 100 bytes, and ", "keeps weights up to byte 25608 of it");
        Files.write(data, new byte[25_608]);
        UpstreamCard card = describe(file);
        assertThat(card.cost().parameters()).isEqualTo(SmallModels.SIZE * SmallModels.WINDOW + 1);
        assertThat(card.checkpoint().facts()).containsEntry("weights", "in model.data");
        String zeros = digest(file);
        byte[] ones = new byte[25_608];
        Arrays.fill(ones, (byte) 1);
        Files.write(data, ones);
        assertThat(digest(file)).isNotEqualTo(zeros);
        Files.delete(data);
        assertRefused(
                () -> describe(file),
                "keeps weights in model.data, and there is no " + data,
                "written by the same export");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "", "a/../.."})
    void weights_outside_of_the_folder_are_refused(String name) {
        assertRefused(
                () -> describe(write(external(name, 0))),
                "keeps weights in '" + name + "', which is not in its folder");
    }

    @Test
    void the_digest_is_that_of_contents_and_normalisation_wherever_the_file_lies() throws IOException {
        Path file = ofHuggingFace().write(folder.resolve("a.onnx"));
        Path copy = Files.copy(file, folder.resolve("b.onnx"));
        UpstreamSpec plain = spec(file).with(Map.of("normalize", "false"));
        assertThat(digest(plain.from(copy))).isEqualTo(digest(plain));
        assertThat(digest(plain.with(Map.of("normalize", "true")))).isNotEqualTo(digest(plain));
        ofHuggingFace().opset("com.microsoft", 1).write(copy);
        assertThat(digest(plain.from(copy))).isNotEqualTo(digest(plain));
    }

    private static OnnxGraph ofHuggingFace() {
        return SmallModels.huggingFace()
                .node("Identity", "hidden_states.0 -> last_hidden_state")
                .node("Identity", "hidden_states.1 -> extract_features")
                .output("last_hidden_state", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE)
                .output("extract_features", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
    }

    private static OnnxGraph external(String name, long offset) {
        OnnxGraph graph = new OnnxGraph()
                .input("wave", OnnxGraph.FLOAT, "batch", "samples")
                .external("kernel", name, offset, SmallModels.SIZE, 1, SmallModels.WINDOW);
        return SmallModels.windows(graph, "wave")
                .output("hidden_states.0", OnnxGraph.FLOAT, "batch", "time", SmallModels.SIZE);
    }

    /** The samples that the first layer shows, (T, 16). */
    private static float[] shown(float[] samples, int frames) {
        float[] shown = new float[frames * SmallModels.SIZE];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = samples[i / SmallModels.SIZE * SmallModels.STRIDE + i % SmallModels.SIZE * SmallModels.APART];
        }
        return shown;
    }

    private static float[] loud(float[] samples) {
        float[] loud = new float[samples.length];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = 0.5f + 0.3f * samples[i];
        }
        return loud;
    }

    /** Zero mean and unit variance, as Hugging Face's feature extractor computes them. */
    private static float[] normalized(float[] samples) {
        double mean = 0;
        for (float sample : samples) {
            mean += sample / (double) samples.length;
        }
        double variance = 0;
        for (float sample : samples) {
            variance += (sample - mean) * (sample - mean) / samples.length;
        }
        float[] normalized = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            normalized[i] = (float) ((samples[i] - mean) / Math.sqrt(variance + 1e-7));
        }
        return normalized;
    }

    private static String normalize(UpstreamSpec spec) {
        return new OnnxProvider().describe(spec).checkpoint().facts().get("normalize");
    }

    private static String digest(Path file) {
        return digest(spec(file));
    }

    private static String digest(UpstreamSpec spec) {
        try (Upstream upstream = new OnnxProvider().open(ENGINE, spec)) {
            return upstream.digest();
        }
    }

    private static UpstreamCard describe(Path file) {
        return new OnnxProvider().describe(spec(file));
    }

    private Upstream open(OnnxGraph graph) {
        return open(write(graph));
    }

    private static Upstream open(Path file) {
        return new OnnxProvider().open(ENGINE, spec(file));
    }

    private Path write(OnnxGraph graph) {
        return graph.write(folder.resolve("model.onnx"));
    }

    private static UpstreamSpec spec(Path file) {
        return UpstreamSpec.of("onnx", "", 1, Precision.FP32).from(file);
    }
}
