package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.engine.testing.Npy;

/**
 * Damaged checkpoints: bytes flipped, cut off, put in, zeroed or copied elsewhere. A damaged file is refused with a
 * message, or its tensors are what they were. The safetensors format has no check sums, so a changed value there is not
 * noticed; its names, types and shapes are then of a file that could have been written.
 *
 * <p>{@code -Dspeechbench.mutants=N} tries N of every file instead of a few.
 */
class MutatedCheckpointTest {
    private static final int MUTANTS = Integer.getInteger("speechbench.mutants", 60);
    private static final List<String> TORCH =
            List.of("checkpoints/containers.pt", "checkpoints/fairseq.pt", "checkpoints/hugging_face.bin");
    private static final List<String> SAFETENSORS = List.of("hubert_tiny.safetensors", "bilstm.safetensors");

    @TempDir
    Path folder;

    private int refused;

    @Test
    void a_damaged_archive_is_refused_or_gives_the_values_that_it_gave() throws IOException {
        for (String name : TORCH) {
            Path whole = Npy.path(name);
            List<String> wanted = values(TensorFile.open(whole));
            for (int seed = 0; seed < MUTANTS; seed++) {
                List<String> got = read(name, mutant(Files.readAllBytes(whole), seed), seed);
                if (!got.isEmpty() && !got.equals(wanted)) {
                    fail(name + ", seed " + seed + ": other values than in the whole file");
                }
            }
        }
        assertThat(refused).isGreaterThan(MUTANTS);
    }

    @Test
    void a_damaged_file_of_safetensors_is_refused_or_read_without_anything_worse() throws IOException {
        for (String name : SAFETENSORS) {
            for (int seed = 0; seed < MUTANTS; seed++) {
                read(name, mutant(Files.readAllBytes(Npy.path(name)), seed), seed);
            }
        }
        assertThat(refused).isGreaterThan(MUTANTS / 2);
    }

    /** What the file's tensors hold; empty if it was refused. */
    private List<String> read(String name, byte[] bytes, int seed) throws IOException {
        Path file = Files.write(folder.resolve("mutant"), bytes);
        try {
            TensorFile opened = TensorFile.open(file);
            return values(opened);
        } catch (UserError e) {
            refused++;
            assertThat(e.oneLine())
                    .as(name + ", seed " + seed)
                    .contains("mutant")
                    .hasSizeLessThan(2000);
            return List.of();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name + ", seed " + seed, e);
        }
    }

    private static List<String> values(TensorFile file) {
        List<String> values = new ArrayList<>();
        file.tensors()
                .forEach((name, info) -> values.add(name
                        + info.dtype()
                        + info.shapeText()
                        + file.read(name).bytes().hashCode()));
        file.values().forEach((name, value) -> values.add(name + value));
        return values;
    }

    private static byte[] mutant(byte[] whole, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = whole;
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            bytes = edited(bytes, random);
        }
        return bytes;
    }

    private static byte[] edited(byte[] bytes, SplittableRandom random) {
        // The ends have what is read first: headers, and the directory of an archive.
        int at =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(Math.min(4096, bytes.length));
                    case 1 -> bytes.length - 1 - random.nextInt(Math.min(8192, bytes.length));
                    default -> random.nextInt(bytes.length);
                };
        byte[] copy = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> copy = Arrays.copyOf(bytes, Math.max(1, at));
            case 1 -> copy = inserted(bytes, at, 1 + random.nextInt(16), random);
            case 2 -> Arrays.fill(copy, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0);
            case 3 -> {
                int n = Math.min(64, bytes.length - at);
                System.arraycopy(bytes, random.nextInt(bytes.length - n + 1), copy, at, n);
            }
            default -> copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] inserted(byte[] bytes, int at, int count, SplittableRandom random) {
        byte[] longer = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, longer, 0, at);
        for (int i = 0; i < count; i++) {
            longer[at + i] = (byte) random.nextInt(256);
        }
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
    }
}
