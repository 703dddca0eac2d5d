package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;

/**
 * Small HuBERTs that torchaudio made, in every layout of {@code scripts/make-hubert-checkpoints.py}, against the states
 * that it computed for three recordings of the bundled corpus.
 */
class TorchaudioFormatsTest {
    private static final Path ROOT = root();
    private static final String PYTHON = "/usr/bin/python3";

    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    /** The exit status where Python lacks what the script imports. */
    private static final int MISSING = 77;

    @TempDir
    static Path folder;

    private static final List<Waveform> WAVES = new ArrayList<>();

    /** Both sizes by one process: importing torch takes longer than all else. */
    private static final String BOTH_SIZES =
            """
            import os, runpy, sys
            try:
                import torch, torchaudio, numpy
            except ImportError:
                sys.exit(77)
            script, folder, files = sys.argv[1], sys.argv[2], sys.argv[3:]
            sys.path.insert(0, os.path.dirname(script))
            for size in ("tiny", "tiny-large"):
                sys.argv = [script, "--size", size, "--out", folder + "/" + size] + files
                runpy.run_path(script, run_name="__main__")
            """;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        List<Object> words =
                new ArrayList<>(List.of("-c", BOTH_SIZES, ROOT.resolve("scripts/make-hubert-checkpoints.py"), folder));
        try (var found = Files.walk(ROOT.resolve("corpora/synthetic"))) {
            for (Path audio : found.filter(f -> f.toString().endsWith(".flac"))
                    .sorted()
                    .limit(3)
                    .toList()) {
                Waveform wave = new AudioReader().read(audio);
                words.add(write(folder.resolve("wave-" + WAVES.size() + ".npy"), wave.samples()));
                WAVES.add(wave);
            }
        }
        int status = Files.isExecutable(Path.of(PYTHON)) ? python(words.toArray()) : MISSING;
        assumeTrue(status != MISSING, "needs Debian's python3-torchaudio");
        assertThat(status).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "tiny, torchaudio.pt",
        "tiny, fairseq.pt",
        "tiny, s3prl.pt",
        "tiny, hugging-face",
        "tiny, hugging-face-new",
        "tiny-large, torchaudio.pt",
        "tiny-large, fairseq.pt",
        "tiny-large, s3prl.pt",
        "tiny-large, hugging-face",
        "tiny-large, hugging-face-new",
    })
    void states_agree_with_torchaudio(String size, String place) throws IOException {
        String large = Boolean.toString(size.equals("tiny-large"));
        Map<String, String> told = place.equals("torchaudio.pt")
                ? Map.of("heads", "3", "norm_first", large, "normalize", large)
                : Map.of();
        String kind = place.startsWith("hugging") ? "hugging-face-" : "";
        for (int i = 0; i < WAVES.size(); i++) {
            float[][] got = TinyHubert.states(ENGINE, folder.resolve(size).resolve(place), WAVES.get(i), told);
            float[] wanted = Npy.read(folder.resolve(size).resolve(kind + "states-" + i + ".npy"))
                    .floats();
            assertThat(got).hasNumberOfRows(4);
            for (int layer = 0; layer < got.length; layer++) {
                int n = got[layer].length;
                assertThat(got[layer])
                        .as("layer " + layer)
                        .containsExactly(Arrays.copyOfRange(wanted, layer * n, (layer + 1) * n), within(1e-4f));
            }
        }
    }

    private static int python(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        Stream.of(words).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0 && status != MISSING) {
            System.err.println(said);
        }
        return status;
    }

    /** NumPy's format version 1. */
    private static Path write(Path file, float[] values) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + values.length + ",), }";
        header += " ".repeat(63 - (header.length() + 10) % 64) + "\n";
        ByteBuffer out =
                ByteBuffer.allocate(10 + header.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        out.put(header.getBytes(StandardCharsets.US_ASCII));
        for (float value : values) {
            out.putFloat(value);
        }
        return Files.write(file, out.array());
    }

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("corpora/synthetic"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests run below the project's folder");
    }
}
