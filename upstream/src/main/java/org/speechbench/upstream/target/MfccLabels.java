package org.speechbench.upstream.target;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.core.corpus.WaveformReader;
import org.speechbench.upstream.script.EngineContext;

/**
 * Labels of HuBERT's first iteration, see {@link MfccTargets}.
 *
 * @param subtractMean whether the utterance's mean is taken from the cepstra first
 */
public record MfccLabels(EngineContext engine, KMeansOptions clustering, boolean subtractMean) implements LabelSource {
    /** Part of the key: raise it when the same settings give other labels. */
    private static final int VERSION = 1;

    public MfccLabels {
        if (clustering.k() > Short.MAX_VALUE) {
            throw new IllegalArgumentException(clustering.k() + " classes, at most " + Short.MAX_VALUE);
        }
    }

    @Override
    public int classes() {
        return clustering.k();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("labels", "mfcc-" + VERSION);
        s.put("subtract_mean", Boolean.toString(subtractMean));
        s.put("k", Integer.toString(clustering.k()));
        s.put("starts", Integer.toString(clustering.starts()));
        s.put("batch", Integer.toString(clustering.batch()));
        s.put("mini_batches", Integer.toString(clustering.miniBatches()));
        s.put("passes", Integer.toString(clustering.passes()));
        s.put("seed", Long.toString(clustering.seed()));
        return s;
    }

    /** @throws UserError if there are fewer frames than clusters */
    @Override
    public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
        MfccTargets targets = new MfccTargets(engine, subtractMean);
        try (Progress.Stage stage = progress.start("cluster MFCC", train.size())) {
            Codebook codebook = targets.fit(
                    train.stream()
                            .map(u -> {
                                stage.advance(1, "");
                                return reader.read(u);
                            })
                            .iterator(),
                    clustering);
            return new Clusters(targets, codebook);
        } catch (RuntimeException | Error e) {
            targets.close();
            throw e;
        }
    }

    private record Clusters(MfccTargets targets, Codebook codebook) implements Labeler {
        @Override
        public short[] label(Utterance utterance, Waveform waveform) {
            int[] nearest = targets.labels(codebook, waveform);
            if (nearest.length == 0) {
                throw new UserError(
                        "Utterance " + utterance.id() + " has " + waveform.length() + " samples, too few for a label.",
                        "Leave out recordings shorter than 25 ms.");
            }
            short[] labels = new short[nearest.length];
            for (int t = 0; t < labels.length; t++) {
                labels[t] = (short) nearest[t];
            }
            return labels;
        }

        @Override
        public void close() {
            targets.close();
        }
    }
}
