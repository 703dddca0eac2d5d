package org.speechbench.upstream.target;

import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.core.corpus.WaveformReader;

/** Where the targets of pre-training come from. */
public interface LabelSource {
    /** Number of classes; labels are 0 to one less. At most 32767. */
    int classes();

    /** Everything that the labels depend on besides the audio, by name: the key under which they are kept. */
    Map<String, String> settings();

    /** Learns what has to be learnt, on training utterances only; called only if the labels are not on disk yet. */
    Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress);

    /** Labels single recordings. */
    interface Labeler extends AutoCloseable {
        /** One class for every 10 ms, at least one. Frame t is centred 12.5 ms + 10 ms t from the start. */
        short[] label(Utterance utterance, Waveform waveform);

        @Override
        void close();
    }
}
