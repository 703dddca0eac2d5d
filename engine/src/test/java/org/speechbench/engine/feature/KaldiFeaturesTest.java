package org.speechbench.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.FbankOptions.Taper;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;

class KaldiFeaturesTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final Offset<Float> CLOSE = Offset.offset(1e-3f);

    private static final KaldiFeatures features = new KaldiFeatures(ENGINE);
    private NDManager step;

    @AfterAll
    static void stop() {
        features.close();
    }

    @BeforeEach
    void open() {
        step = ENGINE.manager().newSubManager();
    }

    @AfterEach
    void close() {
        step.close();
    }

    @Test
    void filter_banks_equal_kaldis() {
        NDArray x = features.fbank(step, signal(), FbankOptions.SUPERB);
        assertThat(x.getShape()).isEqualTo(new Shape(1, 198, 80));
        assertThat(x.toFloatArray()).containsExactly(Npy.fixture("fbank80").floats(), CLOSE);
        NDArray hamming = features.fbank(step, signal(), new FbankOptions(80, Taper.HAMMING, false));
        assertThat(hamming.toFloatArray())
                .containsExactly(Npy.fixture("fbank80_hamming").floats(), CLOSE);
    }

    @Test
    void mel_filters_equal_kaldis() {
        float[] expected = Npy.fixture("mel_banks_80").floats();
        float[] transposed = new float[expected.length];
        float[] mel = KaldiTables.mel(80);
        for (int bin = 0; bin < 80; bin++) {
            for (int k = 0; k < 256; k++) {
                transposed[bin * 256 + k] = mel[k * 80 + bin];
            }
        }
        // The reference computes them in fp32, steps of some 1e-5 on the mel scale.
        assertThat(transposed).containsExactly(expected, Offset.offset(1e-4f));
        assertThat(Arrays.copyOfRange(mel, 256 * 80, 257 * 80)).containsOnly(0f);
    }

    @Test
    void cepstra_and_their_deltas_equal_torchaudios() {
        NDArray mfcc = features.mfcc(step, signal());
        assertThat(mfcc.getShape()).isEqualTo(new Shape(1, 198, 13));
        assertThat(mfcc.toFloatArray()).containsExactly(Npy.fixture("mfcc13").floats(), CLOSE);
        NDArray first = features.deltas(step, mfcc, new int[] {198});
        NDArray second = features.deltas(step, first, new int[] {198});
        assertThat(first.toFloatArray())
                .containsExactly(Npy.fixture("mfcc13_delta1").floats(), CLOSE);
        assertThat(second.toFloatArray())
                .containsExactly(Npy.fixture("mfcc13_delta2").floats(), CLOSE);
    }

    @Test
    void the_stack_with_deltas_and_its_normalisation_equal_torchaudios() {
        NDArray x = features.fbank(step, signal(), FbankOptions.SUPERB);
        NDArray stack = features.withDeltas(step, x, new int[] {198});
        assertThat(stack.getShape()).isEqualTo(new Shape(1, 198, 240));
        assertThat(stack.toFloatArray()).containsExactly(Npy.fixture("fbank240").floats(), CLOSE);
        assertThat(features.cmvn(step, stack, new int[] {198}).toFloatArray())
                .containsExactly(Npy.fixture("fbank240_cmvn").floats(), CLOSE);
    }

    @Test
    void sixteen_bit_scale_adds_the_logarithm_of_the_scales_square_above_the_floor() {
        float[] unit = features.fbank(step, signal(), FbankOptions.SUPERB).toFloatArray();
        float[] scaled =
                features.fbank(step, signal(), FbankOptions.FAST_HUBERT).toFloatArray();
        double shift = 2 * Math.log(32_768);
        int above = 0;
        for (int i = 0; i < unit.length; i++) {
            if (unit[i] > -15.9) {
                above++;
                assertThat(scaled[i] - unit[i]).isCloseTo((float) shift, CLOSE);
            }
        }
        assertThat(above).isGreaterThan(unit.length / 2);
    }

    @Test
    void deltas_repeat_the_last_valid_frame_and_not_the_padding() {
        float[] x = {1, 2, 4, 8, 16, 99, -99};
        int[] five = {5};
        float[] padded =
                features.deltas(step, step.create(x, new Shape(1, 7, 1)), five).toFloatArray();
        float[] alone = features.deltas(step, step.create(Arrays.copyOf(x, 5), new Shape(1, 5, 1)), five)
                .toFloatArray();
        assertThat(Arrays.copyOf(padded, 5)).containsExactly(alone);
        // ((16 - 8) + 2 * (16 - 4)) / 10
        assertThat(alone[4]).isCloseTo(3.2f, Offset.offset(1e-6f));
    }

    @Test
    void padding_changes_no_stack_and_no_normalisation() {
        int longest = 16_000;
        float[] shorter = Signals.of(4, 9_000).samples();
        float[] both = Arrays.copyOf(Signals.of(3, longest).samples(), 2 * longest);
        System.arraycopy(shorter, 0, both, longest, shorter.length);
        int[] frames = {FrameGeometry.KALDI.frames(longest), FrameGeometry.KALDI.frames(shorter.length)};

        NDArray batch = normalised(step.create(both, new Shape(2, longest)), frames);
        float[] alone = normalised(step.create(shorter, new Shape(1, shorter.length)), new int[] {frames[1]})
                .toFloatArray();

        float[] row = batch.get(1).toFloatArray();
        assertThat(Arrays.copyOf(row, alone.length)).containsExactly(alone, Offset.offset(1e-5f));
        assertThat(Arrays.copyOfRange(row, alone.length, row.length)).containsOnly(0f);
    }

    @Test
    void digital_silence_and_a_single_frame_normalise_to_zero() {
        assertThat(normalised(step.zeros(new Shape(1, 8_000)), new int[] {48}).toFloatArray())
                .containsOnly(0f);
        NDArray frame = step.create(Signals.of(1, 400).samples(), new Shape(1, 400));
        assertThat(normalised(frame, new int[] {1}).toFloatArray()).containsOnly(0f);
    }

    @Test
    void lengths_that_do_not_fit_are_refused() {
        NDArray x = step.zeros(new Shape(2, 5, 3));
        assertThatThrownBy(() -> features.cmvn(step, x, new int[] {5})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> features.cmvn(step, x, new int[] {5, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> features.deltas(step, x, new int[] {6, 5}))
                .isInstanceOf(IllegalArgumentException.class);
        NDArray shortWave = step.zeros(new Shape(1, 399));
        assertThatThrownBy(() -> features.mfcc(step, shortWave)).isInstanceOf(IllegalArgumentException.class);
    }

    private NDArray normalised(NDArray waves, int[] frames) {
        NDArray x = features.fbank(step, waves, FbankOptions.SUPERB);
        return features.cmvn(step, features.withDeltas(step, x, frames), frames);
    }

    private NDArray signal() {
        return step.create(Npy.fixture("signal_2s").floats(), new Shape(1, 32_000));
    }
}
