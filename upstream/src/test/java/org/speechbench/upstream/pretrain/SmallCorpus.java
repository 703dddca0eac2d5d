package org.speechbench.upstream.pretrain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.targets.LabelSource;

/** Recordings of 1 to 3 s whose pitch jumps every 100 ms; the label of a frame is its pitch. */
public final class SmallCorpus {
    public static final int CLASSES = 4;

    private SmallCorpus() {}

    public static List<Utterance> write(Path folder, String split, int count, long seed) throws IOException {
        List<Utterance> utterances = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int samples = 16_000 + random.nextInt(32_000);
            Path file = folder.resolve(split + i + ".wav");
            Files.write(file, wav(samples, random));
            utterances.add(new Utterance(split + i, file, samples, "s", split, Map.of()));
        }
        return utterances;
    }

    static byte[] wav(int samples, SplittableRandom random) {
        ByteBuffer b = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        b.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        b.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        b.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        b.putShort((short) 2).putShort((short) 16);
        b.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        int pitch = 0;
        for (int i = 0; i < samples; i++) {
            if (i % 1600 == 0) {
                pitch = random.nextInt(CLASSES);
            }
            b.putShort((short) (8000 * Math.sin(2 * Math.PI * 500 * (pitch + 1) * i / 16_000)));
        }
        return b.array();
    }

    /** A frame's 80 lowest differences of the signal: enough for a linear layer to hear the pitch a little. */
    static float[] filterBank(Waveform waveform) {
        int frames = FrameGeometry.KALDI.frames(waveform.length());
        float[] values = new float[frames * 80];
        for (int t = 0; t < frames; t++) {
            for (int d = 0; d < 80; d++) {
                int at = 160 * t + 4 * d;
                values[80 * t + d] = Math.abs(waveform.samples()[at + 1 + d % 20] - waveform.samples()[at]);
            }
        }
        return values;
    }

    public static LabelSource labels() {
        return new LabelSource() {
            @Override
            public int classes() {
                return CLASSES;
            }

            @Override
            public int stride() {
                return 160;
            }

            @Override
            public Map<String, String> settings() {
                return Map.of("source", "zero crossings");
            }

            @Override
            public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
                return new Labeler() {
                    @Override
                    public short[] label(Utterance utterance, Waveform waveform) {
                        short[] labels = new short[FrameGeometry.KALDI.frames(waveform.length())];
                        for (int t = 0; t < labels.length; t++) {
                            labels[t] = crossings(waveform.samples(), 160 * t);
                        }
                        return labels;
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    private static short crossings(float[] samples, int from) {
        int n = 0;
        for (int i = from + 1; i < from + 400; i++) {
            n += samples[i] >= 0 != samples[i - 1] >= 0 ? 1 : 0;
        }
        return (short) Math.min(CLASSES - 1, Math.max(0, Math.round(n / 25f) - 1));
    }
}
