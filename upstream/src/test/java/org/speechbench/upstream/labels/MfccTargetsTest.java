package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.kmeans.Codebook;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;

class MfccTargetsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @Test
    void features_are_cepstra_with_deltas_and_the_mean_is_taken_from_the_cepstra_only() {
        Waveform wave = new Waveform(Npy.fixture("signal_2s").floats());
        float[] cepstra = Npy.fixture("mfcc13").floats();
        float[] slopes = Npy.fixture("mfcc13_delta1").floats();
        try (MfccTargets raw = new MfccTargets(ENGINE, false);
                MfccTargets centred = new MfccTargets(ENGINE, true)) {
            float[] x = raw.features(wave);
            float[] y = centred.features(wave);
            double mean = 0;
            for (int t = 0; t < 198; t++) {
                assertThat(x[39 * t + 4]).isCloseTo(cepstra[13 * t + 4], within(1e-3f));
                assertThat(y[39 * t + 13]).isCloseTo(slopes[13 * t], within(1e-3f));
                mean += y[39 * t + 4] / 198;
            }
            assertThat(mean).isCloseTo(0, within(1e-4));
            assertThat(x[4] - y[4]).isCloseTo(x[39 * 197 + 4] - y[39 * 197 + 4], Offset.offset(1e-3f));
        }
    }

    @Test
    void without_its_mean_a_louder_recording_has_the_same_labels() {
        List<Waveform> waves = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waves.add(Signals.of(i, 16_000 + 1_000 * i));
        }
        float[] samples = waves.get(1).samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= 0.25f;
        }
        Waveform quiet = new Waveform(samples);
        KMeansOptions options = new KMeansOptions(10, 20, 10_000, 0, 100, 4);
        try (MfccTargets centred = new MfccTargets(ENGINE, true);
                MfccTargets raw = new MfccTargets(ENGINE, false)) {
            Codebook book = centred.fit(waves.iterator(), options);
            assertThat(centred.labels(book, waves.get(1))).hasSize(104).isEqualTo(centred.labels(book, quiet));
            Codebook other = raw.fit(waves.iterator(), options);
            assertThat(raw.labels(other, quiet)).isNotEqualTo(raw.labels(other, waves.get(1)));
        }
    }

    @Test
    void an_utterance_shorter_than_a_frame_has_no_labels() {
        try (MfccTargets targets = new MfccTargets(ENGINE, true)) {
            Codebook book = new Codebook(1, 39, new float[39], 0);
            assertThat(targets.labels(book, Signals.of(1, 399))).isEmpty();
            assertThat(targets.labels(book, Signals.of(1, 400))).containsExactly(0);
        }
    }
}
