package org.speechbench.downstream.cache;

import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Provides the samples of an utterance. Recordings are read ahead in a separate thread, so several threads may call it
 * at once.
 */
@FunctionalInterface
public interface AudioSource {
    /** @throws org.speechbench.core.UserError if the recording cannot be read */
    Waveform read(Utterance utterance);
}
