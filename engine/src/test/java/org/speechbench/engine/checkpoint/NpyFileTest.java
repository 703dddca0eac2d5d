package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.testing.Npy;

class NpyFileTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_bit_by_bit() {
        Path file = folder.resolve("a.npy");
        float[] one = {1, -0f, Float.MIN_VALUE};
        float[] two = {Float.NaN, Float.POSITIVE_INFINITY, 3e38f};
        NpyFile.write(file, List.of(one, two), 2, 1, 3);
        NpyFile read = NpyFile.open(file);
        assertThat(read.info().shape()).containsExactly(2, 1, 3);
        assertThat(read.info().dtype()).isEqualTo("F32");
        assertThat(read.read().floats()).containsExactly(one[0], one[1], one[2], two[0], two[1], two[2]);
        assertThat(Npy.read(file).shape()).containsExactly(2, 1, 3);
    }

    @Test
    void an_array_that_numpy_wrote_is_read() {
        assertThat(NpyFile.open(Npy.path("wavs.npy")).read().floats())
                .containsExactly(Npy.fixture("wavs").floats());
    }

    @Test
    void half_precision_is_widened_and_a_single_dimension_has_its_comma() throws IOException {
        byte[] halves = {0, 0x3c, 0, (byte) 0xc0};
        NpyFile read = NpyFile.open(file("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", halves));
        assertThat(read.info().shape()).containsExactly(2);
        assertThat(read.read().floats()).containsExactly(1f, -2f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }|type <f8 (fp64)",
                "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }|type >f4",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }|Fortran",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }|its header speaks of",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }|speaks of",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }|impossible shape",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }|not that of one array",
                "{'descr': '<f4', 'shape': (2,), }|not that of one array",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }|not that of one array",
            })
    void everything_else_is_refused_in_words(String header, String why) throws IOException {
        Path file = file(header, new byte[8]);
        assertRefused(() -> NpyFile.open(file), why, "numpy.save(FILE, ", "astype(\"<f4\", order=\"C\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }"
            })
    void an_array_of_another_type_or_order_is_refused_with_the_line_of_python_that_converts_it(String header)
            throws IOException {
        Path file = file(header, new byte[8]);
        assertRefused(() -> NpyFile.open(file), "numpy.save(FILE, numpy.load(FILE).astype(\"<f4\", order=\"C\"))");
    }

    @Test
    void a_file_that_is_cut_or_is_something_else_is_refused() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, List.of(new float[4]), 4);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertRefused(() -> NpyFile.open(file), "is no array of fp32 or fp16");
        }
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\n");
        assertRefused(() -> NpyFile.open(file), "Git LFS");
        assertRefused(() -> NpyFile.open(folder.resolve("gone.npy")), "no such file");
    }

    private Path file(String header, byte[] values) throws IOException {
        byte[] all = new byte[10 + header.length() + 1 + values.length];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (header.length() + 1), 0};
        System.arraycopy(magic, 0, all, 0, magic.length);
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, all, magic.length, text.length);
        System.arraycopy(values, 0, all, magic.length + text.length, values.length);
        return Files.write(folder.resolve("f.npy"), all);
    }
}
