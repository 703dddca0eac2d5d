package org.speechbench.upstream.finetune;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.LabelSource;

/**
 * Targets that a fine-tuned phone recogniser assigns to every frame of all audio, labelled or not (the idea of PBERT,
 * arXiv 2206.10125): one class for each phone of the recogniser, including silence. Utterances are recognised one at a
 * time; the model is open only while labels are computed.
 */
public final class PhoneCtcLabels implements LabelSource {
    /** Part of the key: raise it when the same settings give other labels. */
    private static final int VERSION = 1;

    private final EngineContext engine;
    private final Finetuning provider;
    private final UpstreamSpec options;
    private final double reachSeconds;
    private final PhoneLabels labels;
    private final int stride;
    private final String digest;

    /**
     * Labels of a fine-tuned model.
     *
     * @param options of the model
     * @param reachSeconds how far a phone extends into the blanks around it; frames farther from any phone are silence
     * @throws UserError if the model does not exist
     */
    public PhoneCtcLabels(EngineContext engine, Finetuning provider, UpstreamSpec options, double reachSeconds) {
        this.engine = engine;
        this.provider = provider;
        this.options = options;
        this.reachSeconds = reachSeconds;
        try (CtcRecognizer recognizer = provider.recognizer(engine, options)) {
            this.labels = PhoneLabels.of(recognizer.symbols());
            this.stride = recognizer.card().frameStride();
            this.digest = recognizer.digest();
        }
    }

    @Override
    public int classes() {
        return labels.names().size();
    }

    @Override
    public int stride() {
        return stride;
    }

    /** True, because the recogniser was trained on phones. */
    @Override
    public boolean usesLabels() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("labels", "phone-ctc-" + VERSION);
        s.put("provider", options.provider());
        s.put("size", options.size());
        s.put("recognizer", digest);
        s.put("reach_seconds", Double.toString(reachSeconds));
        s.put("stride", Integer.toString(stride));
        return s;
    }

    /** Learns nothing, because the recogniser is already trained. */
    @Override
    public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
        CtcRecognizer recognizer = provider.recognizer(engine, options);
        int reach = (int) Math.round(reachSeconds * Waveform.SAMPLE_RATE / stride);
        return new Labeler() {
            @Override
            public short[] label(Utterance utterance, Waveform waveform) {
                if (recognizer.frames(waveform.length()) == 0) {
                    throw new UserError(
                            "Utterance " + utterance.id() + " has " + waveform.length()
                                    + " samples, too few for a label.",
                            "Leave it out of the manifest.");
                }
                return labels.label(recognizer.bestPath(waveform), reach);
            }

            @Override
            public void close() {
                recognizer.close();
            }
        };
    }
}
