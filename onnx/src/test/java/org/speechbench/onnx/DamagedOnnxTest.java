package org.speechbench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamSpec;

/**
 * Damaged files: bytes of the graph, which lies before and after the weights, are changed. The format has no checksums, so that
 * some are still files that could have been written.
 *
 * <p>{@code -Dspeechbench.mutants=N} tries N instead of a few.
 */
class DamagedOnnxTest {
    private static final int MUTANTS = Integer.getInteger("speechbench.mutants", 100);
    private static final int GRAPH = 700;
    private static final int CHANGES = 4;

    /** Keeps PyTorch, which would otherwise start for every file. */
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    @TempDir
    Path folder;

    @Test
    void a_damaged_file_is_refused_in_one_line_or_described() throws IOException {
        byte[] whole = SmallModels.good().bytes();
        int refused = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            Path file = Files.write(folder.resolve("mutant.onnx"), mutant(whole, seed));
            try {
                new OnnxProvider()
                        .describe(UpstreamSpec.of("onnx", "", 1, Precision.FP32).from(file));
            } catch (UserError e) {
                refused++;
                assertThat(e.oneLine())
                        .as("seed " + seed)
                        .contains("mutant.onnx")
                        .hasSizeLessThan(2000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isGreaterThan(MUTANTS / 2);
    }

    private static byte[] mutant(byte[] whole, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = whole.clone();
        for (int change = random.nextInt(CHANGES); change >= 0; change--) {
            int place = random.nextInt(GRAPH);
            bytes[random.nextBoolean() ? place : bytes.length - 1 - place] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
