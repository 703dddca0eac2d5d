package org.speechbench.upstream.targets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

/** The source of the targets of pre-training. There is one implementation for each kind of targets. */
public interface LabelSource {
    /** Number of classes; labels range from 0 to one less. At most 32767. */
    int classes();

    /** Samples at 16 kHz from one label to the next: 160 for 100 labels a second, 320 for 50, 640 for 25. */
    int stride();

    /**
     * Everything that the labels depend on besides the audio, by name. It is the key under which the labels are stored,
     * and it describes the targets in a model's configuration.
     */
    Map<String, String> settings();

    /**
     * Whether the labels were derived from transcripts or phones, directly or through an upstream that was pre-trained
     * on labels of this kind. The rows of models that are pre-trained on them are marked.
     */
    default boolean usesLabels() {
        return false;
    }

    /**
     * The reason why an utterance has no labels, as far as that is known before it is read; empty if it may have
     * labels.
     */
    default Optional<UserError> fault(Utterance utterance) {
        return Optional.empty();
    }

    /** Fits the labeler on training utterances only; called only if the labels are not on disk yet. */
    Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress);

    /** Labels single recordings. */
    interface Labeler extends AutoCloseable {
        /**
         * One class for every {@link #stride}, at least one. Label i describes the 25 ms around 12.5 ms + i strides
         * from the start.
         *
         * @throws org.speechbench.core.UserError if there are no labels for this recording
         */
        short[] label(Utterance utterance, Waveform waveform);

        @Override
        void close();
    }
}
