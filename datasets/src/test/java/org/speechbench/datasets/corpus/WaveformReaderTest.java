package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.audio.AudioReader;

class WaveformReaderTest {
    private static final int SAMPLES = 1000;
    private final WaveformReader reader = new WaveformReader(new AudioReader(), "toy");

    @TempDir
    Path folder;

    @BeforeEach
    void writeRamp() throws IOException {
        byte[] bytes = new byte[2 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            bytes[2 * i + 1] = (byte) (i / 10);
        }
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), format, SAMPLES),
                AudioFileFormat.Type.WAVE,
                folder.resolve("ramp.wav").toFile());
    }

    @Test
    void a_part_has_the_samples_of_the_whole_from_its_start_on() {
        float[] whole = reader.read(utterance(Utterance.WHOLE, 0)).samples();
        assertThat(whole).hasSize(SAMPLES);
        assertThat(reader.read(utterance(300, 200)).samples()).isEqualTo(Arrays.copyOfRange(whole, 300, 500));
        assertThat(reader.read(utterance(0, SAMPLES)).samples()).isEqualTo(whole);
    }

    @Test
    void a_part_beyond_the_end_is_an_error_but_for_what_a_resampler_may_lose() {
        assertThat(reader.read(utterance(500, 502)).length()).isEqualTo(500);
        assertRefused(() -> reader.read(utterance(500, 503)), "ramp.wav#500", "1000 samples");
        assertRefused(() -> reader.read(utterance(1001, 1)));
    }

    @Test
    void a_recording_of_another_length_than_listed_is_an_error() {
        assertRefused(() -> reader.read(utterance(Utterance.WHOLE, 900)), "listed are 900");
    }

    private Utterance utterance(long start, long samples) {
        String id = start == Utterance.WHOLE ? "ramp.wav" : "ramp.wav#" + start;
        return new Utterance(id, folder.resolve("ramp.wav"), start, samples, "", "train", Map.of());
    }
}
