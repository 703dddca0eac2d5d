package org.speechbench.upstream.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.NpyFile;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

class FeaturesProviderTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();
    private static final Map<String, String> STRIDE = Map.of("frame_stride", "320");

    @TempDir
    Path folder;

    @Test
    void a_file_is_found_by_the_id_with_or_without_its_extension_and_by_the_start_of_a_part() {
        npy("a/b/c.npy", 2, 10, 4, 1);
        npy("a/b/d.flac.npy", 2, 10, 4, 2);
        npy("a/b/c#3200.npy", 2, 10, 4, 3);
        npy("e.v2/f.npy", 2, 10, 4, 4);
        try (Upstream upstream = open(STRIDE)) {
            assertThat(upstream.card().layers()).isEqualTo(2);
            assertThat(upstream.card().hiddenSize()).isEqualTo(4);
            assertThat(first(upstream, "a/b/c.flac")).isEqualTo(1);
            assertThat(first(upstream, "a/b/d.flac")).isEqualTo(2);
            assertThat(first(upstream, "a/b/c.flac#3200")).isEqualTo(3);
            assertThat(first(upstream, "e.v2/f")).isEqualTo(4);
            assertRefused(() -> first(upstream, "a/b/e.flac"), "a/b/e.flac has no hidden states");
            assertRefused(() -> first(upstream, "../a/b/c.flac"), "has no hidden states");
        }
        npy("a/b/c.flac.npy", 2, 10, 4, 1);
        try (Upstream upstream = open(STRIDE)) {
            assertRefused(() -> first(upstream, "a/b/c.flac"), "several files", "a/b/c.npy, a/b/c.flac.npy");
        }
    }

    @Test
    void utterances_of_a_batch_are_read_each_from_its_file() {
        npy("a.npy", 2, 10, 4, 1);
        npy("b.npy", 2, 5, 4, 9);
        try (Upstream upstream = open(STRIDE);
                HiddenStates states = upstream.encode(
                        new WaveformBatch(List.of(silence(1_700), silence(3_300)), List.of("b.wav", "a.wav")))) {
            assertThat(states.frames(1, 0)).isEqualTo(5);
            assertThat(states.frames(1, 1)).isEqualTo(10);
            assertThat(states.layers().get(1).get(0).toFloatArray()[0]).isEqualTo(9 + 5 * 4);
            assertThat(states.layers().get(1).get(1).toFloatArray()).containsExactly(values(1 + 10 * 4, 40));
        }
    }

    @Test
    void a_batch_without_ids_is_refused_with_what_to_do() {
        npy("a.npy", 1, 10, 4, 1);
        try (Upstream upstream = open(STRIDE)) {
            assertThat(upstream.readsIds()).isTrue();
            assertRefused(() -> upstream.encode(WaveformBatch.of(silence(3_200))), "by their ids", "Probe tasks");
        }
    }

    @Test
    void safetensors_hold_a_tensor_for_each_layer_in_the_order_of_their_numbers_or_one_for_all() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("hidden_states.10", TensorData.of(values(100, 40), 10, 4));
        tensors.put("hidden_states.9", TensorData.of(values(0, 36), 9, 4));
        Safetensors.write(folder.resolve("a.safetensors"), tensors, Map.of());
        Safetensors.write(
                folder.resolve("b.safetensors"), Map.of("x", TensorData.of(values(5, 80), 2, 10, 4)), Map.of());
        try (Upstream upstream = open(STRIDE);
                HiddenStates states = upstream.encode(WaveformBatch.of("a", silence(3_200)))) {
            assertThat(states.frames(0, 0)).isEqualTo(9);
            assertThat(states.layers().get(0).toFloatArray()).containsExactly(values(0, 36));
            assertThat(states.frames(1, 0)).isEqualTo(10);
            assertThat(states.layers().get(1).toFloatArray()).containsExactly(values(100, 40));
            assertThat(first(upstream, "b")).isEqualTo(5);
        }
    }

    @Test
    void missing_short_and_long_files_are_counted_and_the_first_ten_are_named() throws IOException {
        npy("good.npy", 1, 50, 4, 1);
        npy("short.npy", 1, 44, 4, 1);
        npy("long.npy", 1, 52, 4, 1);
        npy("wide.npy", 1, 50, 5, 1);
        npy("zdeep.npy", 2, 50, 4, 1);
        Files.writeString(folder.resolve("gone6.npy"), "cut");
        List<Utterance> utterances = IntStream.range(0, 12)
                .mapToObj(i -> i == 0
                        ? "good"
                        : i == 1 ? "short" : i == 2 ? "long" : i == 3 ? "wide" : i == 4 ? "zdeep" : "gone" + i)
                .map(id -> utterance(id + ".wav", 16_000))
                .toList();
        assertRefused(
                () -> fitted(STRIDE, utterances),
                "11 of 12 utterances",
                "gone5.wav has none; ",
                "gone6.npy is no array of fp32 or fp16: it is no file of NumPy (.npy); gone7",
                "wide.wav has 1 layers of size 5",
                "zdeep.wav has 2 layers of size 4 and good.npy has 1 layers",
                "short.wav has 44 frames, and 16000 samples would have 50",
                "and 1 more.",
                "a/b.npy or a/b.safetensors or a/b.flac.npy");
    }

    @Test
    void files_of_other_types_are_refused_with_what_converts_them() throws IOException {
        npy("good.npy", 1, 50, 4, 1);
        Path bad = folder.resolve("bad.npy");
        NpyFile.write(bad, List.of(new float[400]), 50, 4);
        String singles = Files.readString(bad, StandardCharsets.ISO_8859_1);
        Files.writeString(bad, singles.replace("<f4", "<f8"), StandardCharsets.ISO_8859_1);
        Safetensors.write(
                folder.resolve("worse.safetensors"),
                Map.of("x", new TensorData("F64", new long[] {50, 4}, ByteBuffer.allocate(1600))),
                Map.of());
        List<Utterance> utterances = Stream.of("good.wav", "bad.wav", "worse.wav")
                .map(id -> utterance(id, 16_000))
                .toList();
        assertRefused(
                () -> fitted(STRIDE, utterances),
                "2 of 3 utterances",
                "bad.npy is no array of fp32 or fp16 in C order: its elements are of type <f8 (fp64)",
                "tensor 'x' is of type F64, wanted F32, F16, BF16",
                "numpy.save(FILE, numpy.load(FILE).astype(\"<f4\", order=\"C\"))",
                "safetensors.numpy.save_file(");
    }

    @Test
    void the_stride_is_that_of_the_lengths_where_nothing_says_it() {
        npy("a.npy", 1, 50, 4, 1);
        npy("b.npy", 1, 311, 4, 1);
        List<Utterance> both = List.of(utterance("a.wav", 16_100), utterance("b.wav", 99_900));
        UpstreamSpec spec = fitted(Map.of(), both);
        assertThat(spec.settings()).containsEntry("frame_stride", "320");
        assertThat(new FeaturesProvider().describe(spec).frameStride()).isEqualTo(320);
        assertRefused(() -> describe(Map.of()), "no index.json", "frame_stride");

        npy("c.npy", 1, 100, 4, 1);
        List<Utterance> three = List.of(both.get(0), both.get(1), utterance("c.wav", 16_100));
        assertRefused(() -> fitted(Map.of(), three), "No frame rate fits", "frame_stride");
        assertRefused(() -> fitted(STRIDE, three), "1 of 3", "c.wav has 100 frames");
    }

    @Test
    void unusual_strides_are_found_too() {
        for (int stride : new int[] {160, 200, 256, 320, 441, 512, 640, 1280}) {
            List<FrameStride.Lengths> lengths = IntStream.of(16_000, 47_123, 200_001, 99_999)
                    .mapToObj(samples -> new FrameStride.Lengths(samples, (samples - 400) / stride + 1))
                    .toList();
            assertThat(FrameStride.of(lengths)).isBetween(stride - 1, stride + 1);
        }
    }

    @Test
    void an_index_tells_files_and_rate_whatever_their_names() throws IOException {
        npy("x-1.npy", 3, 10, 4, 7);
        StatesIndex.Source source = new StatesIndex.Source(
                new StatesIndex.Encoding("hubert", "base", "d1", "bf16", "PyTorch 2", "cpu", 0),
                "npy",
                List.of(0, 1, 2),
                4,
                50);
        StatesIndex.current(source, List.of(new StatesIndex.Entry("a/b.flac", "x-1.npy", 10, 0.2, 1, "r")))
                .write(folder);
        try (Upstream upstream = open(Map.of())) {
            assertThat(upstream.card().frameStride()).isEqualTo(320);
            assertThat(upstream.card().checkpoint().facts().get("states_of")).contains("hubert base d1", "bf16");
            assertThat(first(upstream, "a/b.flac")).isEqualTo(7);
            assertRefused(() -> first(upstream, "x-1.wav"), "has no hidden states");
        }
        StatesIndex.current(source, List.of(new StatesIndex.Entry("a", "../x-1.npy", 10, 0.2, 1, "r")))
                .write(folder);
        assertRefused(() -> describe(Map.of()), "which is elsewhere");
        StatesIndex.Entry first = new StatesIndex.Entry("a", "x-1.npy", 10, 0.2, 1, "r");
        StatesIndex.Entry second = new StatesIndex.Entry("a", "x-2.npy", 10, 0.2, 1, "r");
        StatesIndex.current(source, List.of(first, second)).write(folder);
        assertRefused(() -> describe(Map.of()), "two files of a");
        Files.writeString(StatesIndex.in(folder), "{");
        assertRefused(() -> describe(Map.of()), "is no index of hidden states");
    }

    @Test
    void values_that_are_no_numbers_and_other_arrays_are_refused() throws IOException {
        NpyFile.write(folder.resolve("a.npy"), List.of(new float[] {1, Float.NaN}), 2, 1);
        NpyFile.write(folder.resolve("b.npy"), List.of(new float[2]), 2);
        try (Upstream upstream = open(STRIDE)) {
            assertRefused(() -> first(upstream, "a", 640), "a.npy holds NaN (value 2 of 2)");
            assertRefused(() -> first(upstream, "b", 640), "b.npy does not hold the hidden states", "(frames, size)");
            assertRefused(() -> first(upstream, "a", 100), "100 samples", "320");
        }
        Files.delete(folder.resolve("a.npy"));
        Files.delete(folder.resolve("b.npy"));
        assertRefused(() -> describe(STRIDE), "has no hidden states", ".npy or .safetensors");
        assertRefused(
                () -> CheckedUpstream.describe(
                        new FeaturesProvider(), UpstreamSpec.of("features", "", 1, Precision.FP32)),
                "no random initialisation");
        assertRefused(
                () -> new FeaturesProvider()
                        .describe(UpstreamSpec.of("features", "", 1, Precision.FP32)
                                .from(folder.resolve("gone"))),
                "is not there");
    }

    @Test
    void the_digest_follows_names_and_contents_and_is_kept_by_size_and_time() throws IOException {
        npy("a.npy", 1, 10, 4, 1);
        npy("b.npy", 1, 10, 4, 2);
        String before = digest();
        assertThat(digest()).isEqualTo(before);
        Path known = folder.resolve(".digests.tsv");
        assertThat(Files.readAllLines(known)).hasSize(2);

        Files.writeString(known, "damaged\tline\n");
        assertThat(digest()).isEqualTo(before);
        npy("b.npy", 1, 10, 4, 3);
        Files.setLastModifiedTime(folder.resolve("b.npy"), FileTime.fromMillis(0));
        String changed = digest();
        assertThat(changed).isNotEqualTo(before);
        npy("b.npy", 1, 10, 4, 2);
        assertThat(digest()).isEqualTo(before);
        Files.move(folder.resolve("b.npy"), folder.resolve("c.npy"));
        assertThat(digest()).isNotIn(before, changed);
    }

    private String digest() {
        try (Upstream upstream = open(STRIDE)) {
            return upstream.digest();
        }
    }

    /** Writes ascending values from the first on. */
    private void npy(String name, int layers, int frames, int dim, int first) {
        NpyFile.write(folder.resolve(name), List.of(values(first, layers * frames * dim)), layers, frames, dim);
    }

    private static float[] values(int first, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + i;
        }
        return values;
    }

    private static float first(Upstream upstream, String id) {
        return first(upstream, id, 3_200);
    }

    private static float first(Upstream upstream, String id, int samples) {
        try (HiddenStates states = upstream.encode(WaveformBatch.of(id, silence(samples)))) {
            return states.layers().get(0).toFloatArray()[0];
        }
    }

    private static Waveform silence(int samples) {
        return new Waveform(new float[samples]);
    }

    private static Utterance utterance(String id, int samples) {
        return new Utterance(id, Path.of(id), samples, "", "train", Map.of());
    }

    private UpstreamSpec fitted(Map<String, String> settings, List<Utterance> utterances) {
        return new FeaturesProvider().fitted(spec(settings), utterances);
    }

    private UpstreamCard describe(Map<String, String> settings) {
        return new FeaturesProvider().describe(spec(settings));
    }

    private Upstream open(Map<String, String> settings) {
        return CheckedUpstream.open(new FeaturesProvider(), ENGINE, spec(settings));
    }

    private UpstreamSpec spec(Map<String, String> settings) {
        return UpstreamSpec.of("features", "", 1, Precision.FP32).from(folder).with(settings);
    }
}
