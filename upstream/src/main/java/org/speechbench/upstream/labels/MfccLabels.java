package org.speechbench.upstream.labels;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.kmeans.Codebook;
import org.speechbench.engine.kmeans.FrameMatrix;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.targets.LabelSource;

/**
 * Labels of HuBERT's first iteration, see {@link MfccTargets}.
 *
 * @param subtractMean whether the utterance's mean is subtracted from the cepstra first
 * @param maxFrames clustered at most, which bounds the memory (156 bytes a frame); of a larger corpus some utterances
 *     are drawn
 */
public record MfccLabels(EngineContext engine, KMeansOptions clustering, boolean subtractMean, long maxFrames)
        implements LabelSource {
    /** Part of the key: raise it when the same settings give other labels. */
    private static final int VERSION = 2;

    private static final int STRIDE = FrameGeometry.KALDI.stride();

    public MfccLabels {
        if (clustering.k() > Short.MAX_VALUE) {
            throw new IllegalArgumentException(clustering.k() + " classes, at most " + Short.MAX_VALUE);
        }
    }

    /** Labels without a bound on the number of clustered frames. */
    public MfccLabels(EngineContext engine, KMeansOptions clustering, boolean subtractMean) {
        this(engine, clustering, subtractMean, Long.MAX_VALUE);
    }

    @Override
    public int classes() {
        return clustering.k();
    }

    @Override
    public int stride() {
        return STRIDE;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>(clustering.settings());
        s.put("labels", "mfcc-" + VERSION);
        s.put("subtract_mean", Boolean.toString(subtractMean));
        s.put("max_frames", Long.toString(maxFrames));
        return s;
    }

    /** @throws UserError if there are fewer frames than clusters */
    @Override
    public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
        List<Utterance> drawn = new FrameBudget(maxFrames, STRIDE, clustering.seed()).draw(train, reader);
        MfccTargets targets = new MfccTargets(engine, subtractMean);
        try {
            FrameMatrix frames = new FrameMatrix(MfccTargets.DIMENSIONS);
            try (Progress.Stage stage = progress.start("MFCC for clusters", drawn.size())) {
                for (Utterance utterance : drawn) {
                    frames.add(targets.features(reader.read(utterance)));
                    stage.advance(1, "");
                }
            }
            return new Clusters(targets, targets.fit(frames, clustering, progress));
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
            return Labels.narrow(nearest);
        }

        @Override
        public void close() {
            targets.close();
        }
    }
}
