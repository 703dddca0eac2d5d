package org.speechbench.upstream.states;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.NpyFile;
import org.speechbench.engine.testing.Signals;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** Every signal of the contract has a file: two layers of three values, the mean magnitude of 320 samples. */
class FeaturesContractTest extends UpstreamContractTest {
    private static final int STRIDE = 320;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        for (int seed : new int[] {1, 2, 3, 10, 11, 12, 13}) {
            for (int samples :
                    new int[] {800, 5_000, 6_000, 7_000, 7_777, 8_000, 9_000, 9_599, 9_601, 11_111, 12_000, 16_000}) {
                Waveform wave = Signals.of(seed, samples);
                int frames = samples / STRIDE;
                NpyFile.write(
                        folder.resolve(id(wave) + ".npy"), List.of(states(wave, 1), states(wave, 2)), 2, frames, 3);
            }
        }
    }

    private static float[] states(Waveform wave, int layer) {
        float[] states = new float[wave.length() / STRIDE * 3];
        for (int i = 0; i < states.length; i++) {
            for (int s = 0; s < STRIDE; s++) {
                states[i] += layer * (1 + i % 3) * Math.abs(wave.samples()[i / 3 * STRIDE + s]) / STRIDE;
            }
        }
        return states;
    }

    private static String id(Waveform wave) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * wave.length());
        bytes.asFloatBuffer().put(wave.samples());
        return Digests.sha256(bytes.array());
    }

    @Override
    protected List<String> ids(List<Waveform> waveforms) {
        return waveforms.stream().map(FeaturesContractTest::id).toList();
    }

    @Override
    protected UpstreamProvider provider() {
        return new FeaturesProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("features", "", 1, Precision.FP32)
                .from(folder)
                .with(Map.of("frame_stride", Integer.toString(STRIDE)));
    }
}
