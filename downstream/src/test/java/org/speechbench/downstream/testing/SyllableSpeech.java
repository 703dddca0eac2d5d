package org.speechbench.downstream.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** Speech of a made-up tongue: a syllable is 3 to 6 frames of 320 equal samples. Speaker s says syllable 6 + s first. */
public final class SyllableSpeech {
    /** A sample times this is the syllable, 1 to 5, or 6 plus the speaker. */
    static final float SCALE = 16;

    private static final int FRAME = 320;
    private static final int SYLLABLES = 5;
    private static final int SPEAKERS = 4;

    private SyllableSpeech() {}

    /** So many utterances in each of train, dev, test and other. */
    public static Corpus corpus(int perSplit) {
        List<Utterance> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (String split : List.of("train", "dev", "test", "other")) {
            for (int i = 0; i < perSplit; i++) {
                int speaker = i % SPEAKERS;
                List<String> syllables = IntStream.range(0, random.nextInt(2, 6))
                        .mapToObj(k -> Integer.toString(random.nextInt(1, SYLLABLES + 1)))
                        .toList();
                all.add(utterance(split + i, split, speaker, syllables));
            }
        }
        return Corpus.of("syllables", all);
    }

    /** One utterance. */
    public static Utterance utterance(String id, String split, int speaker, List<String> syllables) {
        return new Utterance(
                id,
                Path.of(id),
                0,
                "speaker" + speaker,
                split,
                Map.of("syllables", String.join(" ", syllables), "speaker", Integer.toString(speaker)));
    }

    /** Its recording. */
    public static Waveform read(Utterance utterance) {
        SplittableRandom random = new SplittableRandom(utterance.id().hashCode());
        List<Integer> codes = new ArrayList<>();
        codes.add(6 + Integer.parseInt(utterance.label("speaker")));
        int previous = 0;
        for (String syllable : syllables(utterance)) {
            int code = Integer.parseInt(syllable);
            if (code == previous) {
                codes.add(0);
            }
            for (int i = random.nextInt(3, 7); i > 0; i--) {
                codes.add(code);
            }
            previous = code;
        }
        float[] samples = new float[codes.size() * FRAME + 7];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = codes.get(Math.min(i / FRAME, codes.size() - 1)) / SCALE;
        }
        return new Waveform(samples);
    }

    static List<String> syllables(Utterance utterance) {
        String text = utterance.label("syllables");
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
