package org.speechbench.upstream.targets;

import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

/** Targets that are classes: labels of recordings, which are computed once and stored. */
public interface LabelSource extends OpenTargets {
    /** Number of classes; labels range from 0 to one less. At most 32767. */
    int classes();

    /** Samples at 16 kHz from one label to the next: 160 for 100 labels a second, 320 for 50, 640 for 25. */
    int stride();

    @Override
    default TargetSpec spec() {
        return new TargetSpec.Classes(classes(), (double) Waveform.SAMPLE_RATE / stride());
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
