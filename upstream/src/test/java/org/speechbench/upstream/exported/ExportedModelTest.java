package org.speechbench.upstream.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.Home;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.NpyFile;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;

/**
 * Small wav2vec 2.0 models that {@code scripts/export-model.py} exports to some format, against the states that Python computed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ExportedModelTest {
    private static final String PYTHON = "/usr/bin/python3";

    /** The exit status where Python lacks what the script imports. */
    private static final int MISSING = 77;

    /** Both models by one process: importing torch takes longer than all else. */
    private static final String BOTH =
            """
            import os, runpy, sys
            try:
                import torch, torchaudio, numpy
            except ImportError:
                sys.exit(77)
            script, folder, ending, files = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
            sys.path.insert(0, os.path.dirname(script))
            from fixture_models import wav2vec2
            torch.manual_seed(5)
            for name, more in (("tiny", []), ("tiny-large", ["--normalize"])):
                weights, out = folder + "/" + name + ".weights.pt", folder + "/" + name + ending
                torch.save(wav2vec2(name == "tiny-large", name == "tiny-large").state_dict(), weights)
                sys.argv = [script, "torchaudio", name, "--weights", weights, "--out", out, *more, "--check", *files]
                runpy.run_path(script, run_name="__main__")
            """;

    private static final List<Waveform> WAVES =
            List.of(Signals.of(1, 16_000), Signals.of(2, 23_457), Signals.of(3, 6_001));

    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    static Path folder;

    /** The provider of the format. */
    protected abstract UpstreamProvider provider();

    /** The ending of the names of its files, with the dot. */
    protected abstract String ending();

    @BeforeAll
    public void export() throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(
                List.of(PYTHON, "-c", BOTH, Home.find().root().resolve("scripts/export-model.py"), folder, ending()));
        for (Waveform wave : WAVES) {
            Path file = folder.resolve("wave-" + words.size() + ".npy");
            NpyFile.write(file, List.of(wave.samples()), wave.length());
            words.add(file);
        }
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "needs " + PYTHON);
        ProcessBuilder builder =
                new ProcessBuilder(words.stream().map(Object::toString).toList()).redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeTrue(status != MISSING, "needs Debian's python3-torchaudio");
        assertThat(status).as(said).isZero();
    }

    /** The group norm of the base model's front end counts padding, that of the large one's is over each frame. */
    @ParameterizedTest
    @CsvSource({"tiny, true", "tiny-large, false"})
    public void states_are_those_of_python(String name, boolean oneAtATime) {
        UpstreamSpec spec =
                UpstreamSpec.of(provider().name(), "", 1, Precision.FP32).from(folder.resolve(name + ending()));
        try (Upstream upstream = CheckedUpstream.open(provider(), ENGINE, spec)) {
            assertThat(upstream.card().layers()).isEqualTo(4);
            assertThat(upstream.card().hiddenSize()).isEqualTo(48);
            assertThat(upstream.card().frameStride()).isEqualTo(320);
            assertThat(upstream.card().cost().parameters()).isPositive();
            assertThat(upstream.card().checkpoint().facts().containsKey(CheckpointFacts.ONE_AT_A_TIME))
                    .isEqualTo(oneAtATime);
            assertThat(upstream.atMostFrames(399)).isZero();
            assertThat(upstream.atMostFrames(400)).isPositive();
            for (int i = 0; i < WAVES.size(); i++) {
                float[] wanted = NpyFile.open(folder.resolve(name + ending() + ".states-" + i + ".npy"))
                        .read()
                        .floats();
                try (HiddenStates states = upstream.encode(WaveformBatch.of(WAVES.get(i)))) {
                    assertClose(values(states, 0), wanted);
                }
            }
            try (HiddenStates together = upstream.encode(new WaveformBatch(WAVES));
                    HiddenStates alone = upstream.encode(WaveformBatch.of(WAVES.get(2)))) {
                assertClose(values(together, 2), values(alone, 0));
            }
        }
    }

    /** The same weights, once in the exported model and once as a checkpoint. */
    @ParameterizedTest
    @CsvSource({"tiny, false", "tiny-large, true"})
    public void states_are_those_of_wav2vec2_with_the_same_weights(String name, String large) {
        UpstreamSpec exported =
                UpstreamSpec.of(provider().name(), "", 1, Precision.FP32).from(folder.resolve(name + ending()));
        UpstreamSpec weights = UpstreamSpec.of("wav2vec2", "", 1, Precision.FP32)
                .from(folder.resolve(name + ".weights.pt"))
                .with(Map.of("heads", "3", "norm_first", large, "normalize", large));
        try (Upstream theirs = CheckedUpstream.open(provider(), ENGINE, exported);
                Upstream ours = CheckedUpstream.open(new Wav2Vec2Provider(), ENGINE, weights)) {
            assertThat(theirs.card().layers()).isEqualTo(ours.card().layers());
            for (Waveform wave : WAVES) {
                try (HiddenStates wanted = theirs.encode(WaveformBatch.of(wave));
                        HiddenStates got = ours.encode(WaveformBatch.of(wave))) {
                    assertThat(got.frames(0, 0)).isEqualTo(wanted.frames(0, 0));
                    assertClose(values(got, 0), values(wanted, 0));
                }
            }
        }
    }

    private static void assertClose(float[] got, float[] wanted) {
        assertThat(got).containsExactly(wanted, within(1e-4f));
    }

    /** The valid frames of every layer. */
    private static float[] values(HiddenStates states, int row) {
        List<float[]> layers = Stream.iterate(0, layer -> layer + 1)
                .limit(states.layers().size())
                .map(layer -> Arrays.copyOf(
                        states.layers().get(layer).get(row).toFloatArray(), states.frames(layer, row) * 48))
                .toList();
        float[] all = new float[layers.stream().mapToInt(layer -> layer.length).sum()];
        int at = 0;
        for (float[] layer : layers) {
            System.arraycopy(layer, 0, all, at, layer.length);
            at += layer.length;
        }
        return all;
    }
}
