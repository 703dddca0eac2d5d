package org.speechbench.downstream.cache;

import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Where the samples of an utterance come from. Recordings are read ahead in a thread of their own, so several threads
 * may ask at once.
 */
@FunctionalInterface
public interface AudioSource {
    /** @throws org.speechbench.core.UserError if the recording cannot be read */
    Waveform read(Utterance utterance);
}
