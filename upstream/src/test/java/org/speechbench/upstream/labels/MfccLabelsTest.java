package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.targets.LabelSource;

class MfccLabelsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    Path folder;

    @Test
    void recordings_become_as_many_labels_as_frames_and_all_classes_occur() throws IOException {
        List<Utterance> train = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            train.add(recording("u" + i, Signals.of(i, 16_000)));
        }
        WaveformReader reader = new WaveformReader(new AudioReader(), "test");
        KMeansOptions options = new KMeansOptions(6, 20, 10_000, 0, 100, 1);
        try (LabelSource.Labeler labeler =
                new MfccLabels(ENGINE, options, true).fit(train, reader, Progress.silent())) {
            List<Short> all = new ArrayList<>();
            for (Utterance u : train) {
                short[] labels = labeler.label(u, reader.read(u));
                assertThat(labels).hasSize(98);
                for (short l : labels) {
                    all.add(l);
                }
            }
            assertThat(all)
                    .containsOnly((short) 0, (short) 1, (short) 2, (short) 3, (short) 4, (short) 5)
                    .contains((short) 0, (short) 1, (short) 2, (short) 3, (short) 4, (short) 5);
            Waveform shortest = Signals.of(1, 399);
            assertRefused(() -> labeler.label(train.get(1), shortest), "u1");
        }
    }

    @Test
    void whatever_changes_the_labels_is_part_of_the_settings() {
        KMeansOptions o = new KMeansOptions(5, 4, 3, 2, 1, 0);
        List<Map<String, String>> settings = new ArrayList<>();
        settings.add(new MfccLabels(ENGINE, o, true).settings());
        settings.add(new MfccLabels(ENGINE, o, false).settings());
        for (KMeansOptions other : List.of(
                new KMeansOptions(6, 4, 3, 2, 1, 0),
                new KMeansOptions(5, 5, 3, 2, 1, 0),
                new KMeansOptions(5, 4, 4, 2, 1, 0),
                new KMeansOptions(5, 4, 3, 3, 1, 0),
                new KMeansOptions(5, 4, 3, 2, 2, 0),
                new KMeansOptions(5, 4, 3, 2, 1, 1),
                new KMeansOptions(5, 4, 3, 2, 1, 0, 7, 0))) {
            settings.add(new MfccLabels(ENGINE, other, true).settings());
        }
        settings.add(new MfccLabels(ENGINE, o, true, 100).settings());
        assertThat(settings).doesNotHaveDuplicates();
    }

    @Test
    void a_cap_that_all_frames_fit_under_changes_no_label_and_one_that_they_do_not_does() throws IOException {
        List<Utterance> train = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            train.add(recording("u" + i, Signals.of(i, 16_000)));
        }
        assertThat(labels(train, 400)).isEqualTo(labels(train, Long.MAX_VALUE));
        assertThat(labels(train, 200)).isNotEqualTo(labels(train, Long.MAX_VALUE));
    }

    private short[] labels(List<Utterance> train, long maxFrames) {
        WaveformReader reader = new WaveformReader(new AudioReader(), "test");
        try (LabelSource.Labeler labeler = new MfccLabels(
                        ENGINE, new KMeansOptions(6, 20, 10_000, 0, 100, 1), true, maxFrames)
                .fit(train, reader, Progress.silent())) {
            return labeler.label(train.get(0), reader.read(train.get(0)));
        }
    }

    private Utterance recording(String id, Waveform wave) throws IOException {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * wave.length()).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * wave.length());
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * wave.length());
        for (float s : wave.samples()) {
            wav.putShort((short) Math.round(s * 32_767));
        }
        Path file = Files.write(folder.resolve(id + ".wav"), wav.array());
        return new Utterance(id, file, wave.length(), "", "train", Map.of());
    }
}
