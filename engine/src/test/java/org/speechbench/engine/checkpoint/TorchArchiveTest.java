package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.ForeignScripts;
import org.speechbench.engine.testing.Npy;

/** Archives of {@code torch.save} (scripts/make-checkpoint-fixtures.py) and pickles made by hand. */
class TorchArchiveTest {
    @TempDir
    Path folder;

    private static TensorFile fixture(String name) {
        return TensorFile.open(Npy.path("checkpoints/" + name));
    }

    @Test
    void reads_views_of_storages_row_by_row() {
        TensorFile file = fixture("containers.pt");
        assertThat(file.read("transposed").shape()).containsExactly(4, 3);
        assertThat(file.read("transposed").floats()).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        assertThat(file.read("part").floats()).containsExactly(5, 6, 9, 10);
        assertThat(file.read("expanded").floats()).containsExactly(5, 5, 5, 5, 5, 5);
        assertThat(file.read("scalar").shape()).isEmpty();
        assertThat(file.read("scalar").floats()).containsExactly(3);
        assertThat(file.read("empty").shape()).containsExactly(0, 3);
        assertThat(file.read("parameter").floats()).containsExactly(1, 1);
    }

    /** A program beside weights may be a part of torch.package; without constants it is none of TorchScript. */
    @Test
    void a_torchscript_program_is_named_as_such_without_being_run() throws IOException {
        Path program = ForeignScripts.write(
                folder.resolve("model.pt"), "def forward(self: Self, x: Tensor) -> Tensor:\n  return torch.neg(x)\n");
        assertRefused(
                () -> TensorFile.open(program),
                "model.pt is a TorchScript program",
                "was not run",
                "probe torchscript=" + program);
        Map<String, byte[]> entries =
                Map.of("a/code/x.py", new byte[1], "a/data.pkl", Archives.tensor(1, 0, new int[] {1}, new int[] {1}));
        assertThat(TensorFile.open(Archives.write(folder.resolve("weights.pt"), entries))
                        .tensors())
                .containsOnlyKeys("x");
    }

    @Test
    void reads_every_element_type() {
        TensorFile file = fixture("containers.pt");
        assertThat(file.read("half").floats()).containsExactly(1, -2.5f);
        assertThat(file.read("brain").floats()).containsExactly(1, -2.5f);
        assertThat(file.read("double").floats()).containsExactly(0.1f);
        LongBuffer longs = file.read("long").bytes().asLongBuffer();
        assertThat(new long[] {longs.get(0), longs.get(1)}).containsExactly(-1, 1L << 40);
        assertThat(file.read("bytes").dtype()).isEqualTo("U8");
        assertThat(file.read("bool").dtype()).isEqualTo("BOOL");
    }

    @Test
    void names_tensors_and_plain_values_by_their_paths() {
        TensorFile containers = fixture("containers.pt");
        assertThat(containers.tensors()).containsKey("nested.0.x").doesNotContainKey("size");
        assertThat(containers.values())
                .contains(
                        entry("nested.1.0", "text"),
                        entry("nested.1.1", 1L),
                        entry("nested.1.2", -70_000L),
                        entry("nested.1.3", 2.5),
                        entry("nested.1.4", true),
                        entry("size.1", 4L));
        assertThat(fixture("fairseq.pt").values())
                .contains(
                        entry("args.arch", "hubert"),
                        entry("cfg.model.encoder_attention_heads", 4L),
                        entry("optimizer_history.0.num_updates", 1L << 40),
                        entry("optimizer_history.0.loss", -0.5));
    }

    @Test
    void a_pickle_that_would_run_a_command_is_refused_by_the_name_of_the_function_and_runs_nothing() {
        assertRefused(() -> fixture("hostile.pt"), "hostile.pt", "posix.system");
        assertThat(Path.of("hostile-was-here")).doesNotExist();
    }

    @Test
    void a_file_of_an_old_pytorch_is_refused_with_the_way_out() {
        assertRefused(() -> fixture("legacy.pt"), "before version 1.6");
    }

    /** A space stands for a line's end. */
    @ParameterizedTest
    @CsvSource({
        "'cos system (X\u0002\u0000\u0000\u0000lstR.', os.system",
        "'\u008c\u0005posix\u008c\u0006system\u0093.', posix.system",
        "'cbuiltins eval .', builtins.eval",
        "'ctorch._utils _rebuild_tensor .', torch._utils._rebuild_tensor",
        "'(ios system .', opcode 0x69",
        "'(cos system o.', os.system",
        "'I1 .', opcode 0x49",
        "'\u0082\u0001.', opcode 0x82",
        "']q\u0000h\u0000a.', nested without end",
        "'}q\u0000X\u0001\u0000\u0000\u0000ah\u0000s.', nested without end",
        "'}])K\u0001s.', what is not a map",
        "'}]K\u0001s.', neither text nor a number",
        "'K', ends early",
        "'.', stack is empty",
        "'e.', mark is missing",
        "'h\u0007.', not stored",
        "'X\u00ff\u00ff\u00ff\u007fa.', longer than the file",
        "'K\u0001K\u0002R.', cannot be called",
        "'ctorch._utils _rebuild_tensor_v2 (K\u0001tR.', argument 0",
        "'K\u0001}b.', state of what has none",
    })
    void what_is_not_data_is_refused(String pickle, String reason) throws IOException {
        Path file = archive(pickle.replace(' ', '\n').getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(() -> TensorFile.open(file), reason);
    }

    @Test
    void a_tensor_beyond_its_storage_is_refused() throws IOException {
        assertRefused(() -> TensorFile.open(archive(tensor(2, 0, 3, 1))), "within its storage of 2 values");
        assertRefused(() -> TensorFile.open(archive(tensor(2, 1, 2, 1))), "within its storage of 2 values");
        assertThat(TensorFile.open(archive(tensor(2, 1, 1, 1))).tensors()).hasSize(1);
    }

    @Test
    void a_storage_that_is_not_in_the_archive_is_named() throws IOException {
        TensorFile file = TensorFile.open(archive(tensor(2, 0, 2, 1)));
        assertRefused(() -> file.read(""), "a/data/0");
    }

    @Test
    void a_zip_archive_of_something_else_is_refused() throws IOException {
        Path file = folder.resolve("other.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.txt"));
        }
        assertRefused(() -> TensorFile.open(file), "not one of torch.save");
    }

    /** The pickle of one fp32 tensor of one dimension. */
    private static byte[] tensor(int stored, int offset, int size, int stride) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "ctorch._utils\n_rebuild_tensor_v2\n((");
        write(out, "X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\n");
        write(out, "X\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK" + (char) stored + "tQ");
        write(out, "K" + (char) offset + "K" + (char) size + "\u0085K" + (char) stride + "\u0085\u0089}tR.");
        return out.toByteArray();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path archive(byte[] pickle) throws IOException {
        return Archives.write(folder.resolve("a.pt"), Map.of("a/data.pkl", pickle));
    }
}
