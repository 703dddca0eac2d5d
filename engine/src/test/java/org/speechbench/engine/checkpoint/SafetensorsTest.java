package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.testing.Npy;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void reads_a_file_written_elsewhere() {
        Safetensors file = Safetensors.read(Npy.path("hubert_tiny.safetensors"));

        assertThat(file.tensors()).hasSize(54);
        int values = file.tensors().values().stream().mapToInt(TensorData::size).sum();
        assertThat(values).isEqualTo(31_456);
        assertThat(tensor(file, "wav2vec2.encoder.transformer.pos_conv_embed.conv.weight_v")
                        .shape())
                .containsExactly(32, 2, 128);
        assertThat(tensor(file, "mask_generator.mask_embedding").floats())
                .hasSize(32)
                .satisfies(v -> assertThat(v[0]).isFinite().isNotZero());
    }

    @Test
    void what_is_written_is_read_again_in_order_and_bit_for_bit() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        float[] odd = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
        tensors.put("z", TensorData.of(odd, 2, 3));
        tensors.put("a.ü\"", TensorData.of(new long[] {Long.MIN_VALUE, 7}, 2));
        tensors.put("scalar", TensorData.of(new float[] {3}));
        tensors.put("empty", TensorData.of(new float[0], 0, 5));
        Path path = folder.resolve("new").resolve("m.safetensors");

        Safetensors.write(path, tensors, Map.of("epoch", "3", "note", "two\nlines"));
        Safetensors read = Safetensors.read(path);

        assertThat(read.metadata()).isEqualTo(Map.of("epoch", "3", "note", "two\nlines"));
        assertThat(read.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        assertThat(read.tensors().keySet()).startsWith("z", "a.ü\"");
        assertThat(tensor(read, "z").floats()).containsExactly(odd);
        assertThat(tensor(read, "a.ü\"").bytes().asLongBuffer())
                .isEqualTo(LongBuffer.wrap(new long[] {Long.MIN_VALUE, 7}));
        assertThat(tensor(read, "scalar").shape()).isEmpty();
        assertThat(tensor(read, "empty").shape()).containsExactly(0, 5);
    }

    /** Reads what was written by the published description of the format alone. */
    @Test
    void an_independent_reader_finds_the_values() throws IOException {
        Path path = folder.resolve("m.safetensors");
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("b", TensorData.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 3, 2));
        tensors.put("a", TensorData.of(new long[] {-7}, 1));
        Safetensors.write(path, tensors, Map.of("format", "pt"));

        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        JsonNode json = new ObjectMapper().readTree(header);
        ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(json.path("__metadata__").path("format").asText()).isEqualTo("pt");
        assertThat(json.path("b").path("dtype").asText()).isEqualTo("F32");
        assertThat(json.path("b").path("shape").toString()).isEqualTo("[3,2]");
        int b = json.path("b").path("data_offsets").get(0).asInt();
        assertThat(json.path("b").path("data_offsets").get(1).asInt()).isEqualTo(b + 24);
        assertThat(data.getFloat(b)).isEqualTo(1.5f);
        assertThat(data.getFloat(b + 20)).isEqualTo(6);
        assertThat(json.path("a").path("dtype").asText()).isEqualTo("I64");
        assertThat(data.getLong(json.path("a").path("data_offsets").get(0).asInt()))
                .isEqualTo(-7);
        assertThat(data.remaining()).isEqualTo(32);
    }

    @Test
    void data_start_at_a_multiple_of_eight_bytes_and_equal_content_gives_equal_files() throws IOException {
        Map<String, TensorData> tensors = Map.of("x", TensorData.of(new float[] {1, 2}, 2));
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        Safetensors.write(a, tensors, Map.of("p", "1", "q", "2", "r", "3"));
        Safetensors.write(b, tensors, Map.of("r", "3", "q", "2", "p", "1"));

        assertThat(b).hasSameBinaryContentAs(a);
        assertThat((Files.size(a) - 8) % 8).isZero();
    }

    @Test
    void replacing_a_file_leaves_nothing_beside_it() throws IOException {
        Path path = folder.resolve("m.safetensors");
        Safetensors.write(path, Map.of("x", TensorData.of(new float[] {1}, 1)), Map.of());
        Safetensors.write(path, Map.of("x", TensorData.of(new float[] {2}, 1)), Map.of());

        assertThat(tensor(Safetensors.read(path), "x").floats()).containsExactly(2);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void a_failed_write_leaves_the_old_file_as_it_was() throws IOException {
        Path path = folder.resolve("m.safetensors");
        Safetensors.write(path, Map.of("x", TensorData.of(new float[] {1}, 1)), Map.of());

        assertThatThrownBy(() -> Safetensors.write(path, Map.of("x", new Broken()), Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(tensor(Safetensors.read(path), "x").floats()).containsExactly(1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void short_formats_widen_exactly() {
        // 1, -2, smallest subnormal, largest, infinity, 1/3 rounded to 11 bits
        TensorData half = shorts("F16", 0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x3555);
        assertThat(half.floats()).containsExactly(1f, -2f, 0x1p-24f, 65_504f, Float.POSITIVE_INFINITY, 0.33325195f);
        assertThat(shorts("F16", 0x8000, 0x7e00).floats()).containsExactly(-0f, Float.NaN);
        assertThat(shorts("BF16", 0x3f80, 0xc000, 0x3eab).floats()).containsExactly(1f, -2f, 0.33398438f);
        TensorData longs = TensorData.of(new long[] {7}, 1);
        assertThatThrownBy(longs::floats).hasMessageContaining("I64");
    }

    @Test
    void a_truncated_file_is_refused_wherever_it_is_cut() throws IOException {
        byte[] whole = Files.readAllBytes(Npy.path("hubert_tiny.safetensors"));
        for (int n : new int[] {0, 7, 8, 20, 3_000, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut" + n), Arrays.copyOf(whole, n));
            assertRefused(() -> Safetensors.read(cut), "cut" + n);
        }
        Path longer = Files.write(folder.resolve("longer"), Arrays.copyOf(whole, whole.length + 4));
        assertRefused(() -> Safetensors.read(longer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json at all ",
                "[1, 2]",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 4]}}",
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}",
                "{'x': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [4611686018427387904, 4], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2]}}",
                "null",
                "3",
                "{'x': null}",
                "{'x': 3}",
                "{'x': []}",
                "{'x': {'dtype': null, 'shape': null, 'data_offsets': null}}",
                "{'x': {'dtype': 'F32', 'shape': {'a': 2}, 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [null], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F8', 'shape': [8], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]},"
                        + " 'y': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]},"
                        + " 'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}",
            })
    void a_malformed_header_is_refused(String header) throws IOException {
        assertRefused(() -> Safetensors.read(withHeader(header)));
    }

    @Test
    void the_header_that_the_malformed_ones_are_bent_from_is_accepted() throws IOException {
        Path good = withHeader("{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}");
        assertThat(tensor(Safetensors.read(good), "x").floats()).containsExactly(0, 0);
    }

    @Test
    void a_missing_file_is_the_users_error() {
        assertRefused(() -> Safetensors.read(folder.resolve("none.safetensors")), "none.safetensors");
    }

    private Path withHeader(String header) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json);
        return Files.write(folder.resolve("bent"), all.array());
    }

    private static TensorData shorts(String dtype, int... bits) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(bits).forEach(b -> bytes.putShort((short) b));
        return new TensorData(dtype, new long[] {bits.length}, bytes.flip());
    }

    private static TensorData tensor(Safetensors file, String name) {
        return java.util.Objects.requireNonNull(file.tensors().get(name), name);
    }

    /** Speaks of one value and delivers none. */
    private static final class Broken implements TensorSource {
        @Override
        public String dtype() {
            return "F32";
        }

        @Override
        public long[] shape() {
            return new long[] {1};
        }

        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.allocate(0);
        }
    }
}
