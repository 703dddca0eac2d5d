package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.testing.Npy;

/** Damaged files, and files that would cost many times their size. The time limits tell seconds from hours. */
@Timeout(60)
class HostileCheckpointTest {
    private static final byte[] TWO = floats(1.5f, -2);

    @TempDir
    Path folder;

    @Test
    void one_flipped_bit_of_a_weight_is_noticed_when_it_is_read() throws IOException {
        Path good = archive(Archives.tensor(2, 0, new int[] {2}, new int[] {1}), TWO);
        assertThat(TensorFile.open(good).weights("x")).containsExactly(1.5f, -2);

        Path bad = edited(good, "bad.pt", bytes -> {
            bytes[indexOf(bytes, TWO)] ^= 1;
            return bytes;
        });
        TensorFile file = TensorFile.open(bad);
        refused(() -> file.read("x"), "bad.pt", "a/data/0", "CRC-32");
        refused(file::check, "a/data/0", "CRC-32");
    }

    @Test
    void a_part_of_a_storage_is_not_read_where_another_part_is_damaged() throws IOException {
        Path good = archive(Archives.tensor(2, 0, new int[] {1}, new int[] {1}), TWO);
        Path bad = edited(good, "bad.pt", bytes -> {
            bytes[indexOf(bytes, TWO) + 5] ^= 1;
            return bytes;
        });
        refused(() -> TensorFile.open(bad).read("x"), "CRC-32");
    }

    @Test
    void one_flipped_bit_of_the_pickle_is_noticed() throws IOException {
        byte[] pickle = Archives.tensor(2, 0, new int[] {2}, new int[] {1});
        Path bad = edited(archive(pickle, TWO), "bad.pt", bytes -> {
            bytes[indexOf(bytes, Archives.latin("FloatStorage"))] ^= 1;
            return bytes;
        });
        refused(() -> TensorFile.open(bad), "a/data.pkl", "CRC-32");
    }

    /** As PyTorch writes them after {@code torch.serialization.set_crc32_options(False)}. */
    @Test
    void an_archive_without_check_sums_is_read_and_says_so() throws IOException {
        Path file = edited(
                archive(Archives.tensor(2, 0, new int[] {2}, new int[] {1}), TWO),
                "without.pt",
                bytes -> inDirectory(bytes, 16, 0));
        assertThat(TensorFile.open(file).weights("x")).containsExactly(1.5f, -2);
        assertThat(TensorFile.open(file).notes()).singleElement().asString().contains("no check sums");
        assertThat(TensorFile.open(Npy.path("checkpoints/fairseq.pt")).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void a_weight_that_is_no_number_is_refused_by_the_name_of_its_tensor(float value) throws IOException {
        Path torch = archive(Archives.tensor(2, 0, new int[] {2}, new int[] {1}), floats(1, value));
        Path safe = folder.resolve("m.safetensors");
        Safetensors.write(safe, Map.of("x", TensorData.of(new float[] {1, value}, 2)), Map.of());
        for (Path file : new Path[] {torch, safe}) {
            refused(
                    () -> TensorFile.open(file).weights("x"),
                    file.getFileName().toString(),
                    "tensor 'x' holds " + value,
                    "value 2 of 2");
        }
    }

    /** Each list holds the one before it twice: 2^60 values in 451 bytes. */
    @Test
    void lists_that_hold_one_another_are_refused() throws IOException {
        StringBuilder pickle = new StringBuilder("]q\u0000");
        for (int i = 0; i < 60; i++) {
            pickle.append("](h")
                    .append((char) i)
                    .append("h")
                    .append((char) i)
                    .append("eq")
                    .append((char) (i + 1));
        }
        refused(() -> TensorFile.open(archive(Archives.latin(pickle + "."), TWO)), "unfolds");
    }

    @Test
    void names_that_together_are_far_longer_than_the_file_are_refused() throws IOException {
        int length = 500_000;
        StringBuilder pickle = new StringBuilder("}(X")
                .append((char) (length & 0xff))
                .append((char) (length >> 8 & 0xff))
                .append((char) (length >> 16))
                .append('\u0000')
                .append("k".repeat(length))
                .append("}(");
        for (int i = 0; i < 60_000; i++) {
            pickle.append("M").append((char) (i & 0xff)).append((char) (i >> 8)).append("N");
            pickle.setCharAt(pickle.length() - 1, '\u0088');
        }
        refused(() -> TensorFile.open(archive(Archives.latin(pickle + "uu."), TWO)), "unfolds");
    }

    @Test
    void a_list_that_is_copied_again_and_again_is_refused() throws IOException {
        StringBuilder pickle = new StringBuilder("c__builtin__\nset\nq\u0000(").append("N".repeat(20_000));
        pickle.append("l\u0085q\u0001");
        for (int i = 0; i < 20_000; i++) {
            pickle.append("h\u0000h\u0001R0");
        }
        refused(() -> TensorFile.open(archive(Archives.latin(pickle + "."), TWO)), "unfolds");
    }

    @Test
    void a_list_in_the_place_of_a_name_or_a_size_is_refused_without_being_written_out() throws IOException {
        String bomb = "]q\u0000" + "](h\u0000h\u0000eq\u0000".repeat(80);
        refused(() -> TensorFile.open(archive(Archives.latin(bomb + "h\u0000h\u0000\u0093."), TWO)), "no text");
        String tensor = "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\n"
                + "X\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK\u0002tQK\u0000h\u0000\u0085h\u0000\u0085tR.";
        refused(() -> TensorFile.open(archive(Archives.latin(bomb + tensor), TWO)), "size or stride");
    }

    @Test
    void deep_nesting_is_refused() throws IOException {
        refused(
                () -> TensorFile.open(archive(Archives.latin("(".repeat(50_000) + "l".repeat(50_000) + "."), TWO)),
                "nested without end");
    }

    @Test
    void of_the_order_of_many_recordings_the_first_get_names() throws IOException {
        String pickle = "}X\u0005\u0000\u0000\u0000order(" + "K\u0001".repeat(100_000) + "ls.";
        assertThat(TensorFile.open(archive(Archives.latin(pickle), TWO)).values())
                .hasSize(1000)
                .containsEntry("order.999", 1L);
    }

    @Test
    void a_tensor_that_repeats_one_value_a_billion_times_is_refused() throws IOException {
        Path file = archive(Archives.tensor(2, 0, new int[] {1 << 15, 1 << 15}, new int[] {0, 0}), TWO);
        refused(() -> TensorFile.open(file).read("x"), "a.pt");
        Path small = archive(Archives.tensor(2, 0, new int[] {300, 2}, new int[] {0, 1}), TWO);
        assertThat(TensorFile.open(small).weights("x")).hasSize(600).startsWith(1.5f, -2, 1.5f);
    }

    @Test
    void a_storage_longer_or_shorter_than_its_entry_is_refused() throws IOException {
        Path longer = archive(Archives.tensor(1 << 30, 0, new int[] {2}, new int[] {1}), TWO);
        refused(() -> TensorFile.open(longer).read("x"), "a/data/0 has 8 bytes");
        Path shorter = archive(Archives.tensor(1, 0, new int[] {1}, new int[] {1}), TWO);
        refused(() -> TensorFile.open(shorter).read("x"), "a/data/0 has 8 bytes");
    }

    @Test
    void a_compressed_entry_is_refused_before_it_is_unpacked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            for (int i = 0; i < 200; i++) {
                zip.write("]".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path bomb = Files.write(folder.resolve("bomb.pt"), out.toByteArray());
        refused(() -> TensorFile.open(bomb), "bomb.pt", "a/data.pkl is compressed");
    }

    @Test
    void entries_that_lie_upon_one_another_are_refused() throws IOException {
        Path file = edited(
                archive(Archives.tensor(2, 0, new int[] {2}, new int[] {1}), new byte[4000]),
                "over.pt",
                bytes -> inDirectory(inDirectory(bytes, 20, 4000), 24, 4000));
        refused(() -> TensorFile.open(file), "longer than the file");
    }

    @Test
    void two_entries_of_one_name_are_refused() throws IOException {
        byte[] pickle = Archives.tensor(2, 0, new int[] {2}, new int[] {1});
        Path file = Archives.write(
                folder.resolve("two.pt"), Map.of("a/data.pkl", pickle, "a/data/0", TWO, "a/data/1", TWO));
        Path twice = edited(file, "twice.pt", bytes -> {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return Archives.latin(text.replace("a/data/1", "a/data/0"));
        });
        refused(() -> TensorFile.open(twice), "two entries a/data/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "dimensions", "long"})
    void a_header_of_safetensors_that_is_deep_or_long_is_refused(String kind) throws IOException {
        String header =
                switch (kind) {
                    case "deep" -> "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
                    case "dimensions" -> "{\"x\":{\"dtype\":\"F32\",\"shape\":[" + "1,".repeat(100_000)
                            + "1],\"data_offsets\":[0,4]}}";
                    default -> "{}" + " ".repeat(10_000_000);
                };
        byte[] json = header.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        Path place = Files.write(folder.resolve(kind + ".safetensors"), file.array());
        refused(() -> TensorFile.open(place), kind + ".safetensors");
    }

    private Path archive(byte[] pickle, byte[] storage) throws IOException {
        return Archives.write(folder.resolve("a.pt"), Map.of("a/data.pkl", pickle, "a/data/0", storage));
    }

    private Path edited(Path file, String name, UnaryOperator<byte[]> edit) throws IOException {
        return Files.write(folder.resolve(name), edit.apply(Files.readAllBytes(file)));
    }

    /** Sets a field of four bytes in every entry of the archive's central directory. */
    private static byte[] inDirectory(byte[] archive, int field, int value) {
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 46 < archive.length; i++) {
            if (bytes.getInt(i) == 0x02014b50) {
                bytes.putInt(i + field, value);
            }
        }
        return archive;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : values) {
            bytes.putFloat(v);
        }
        return bytes.array();
    }

    private static void refused(ThrowingCallable reading, String... words) {
        assertRefused(reading, words);
    }
}
