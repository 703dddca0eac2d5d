package org.speechbench.bench.jmh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;

/** The speech that benchmarks process: crops of the bundled corpus, or noise if it is missing; never zeros. */
final class SpeechCrops {
    private static final long SEED = 20_240_101;

    private SpeechCrops() {}

    /** Crops of exactly {@code samples} samples, the same in every call. */
    static List<Waveform> of(int samples, int count) {
        List<Waveform> crops = new ArrayList<>();
        Iterator<float[]> speech = speech().iterator();
        float[] current = new float[0];
        int used = 0;
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            float[] crop = new float[samples];
            for (int n = 0; n < samples; n++) {
                if (used == current.length && speech.hasNext()) {
                    current = speech.next();
                    used = 0;
                }
                crop[n] = used < current.length ? current[used++] : (float) (0.05 * random.nextGaussian());
            }
            crops.add(new Waveform(crop));
        }
        return crops;
    }

    private static Iterable<float[]> speech() {
        try {
            Home home = Home.find();
            Corpus corpus = ManifestCorpus.read(
                    "synthetic",
                    home.syntheticCorpus().resolve("manifests").resolve("pretrain.tsv"),
                    home.syntheticCorpus());
            AudioReader reader = new AudioReader();
            return () -> corpus.utterances().stream()
                    .map(Utterance::audio)
                    .map(file -> reader.read(file).samples())
                    .iterator();
        } catch (UserError e) {
            return List.of();
        }
    }
}
