package org.speechbench.upstream.data2vec;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code data2vec_audio}. */
public final class Data2VecAudioProvider extends WaveformProvider {
    public Data2VecAudioProvider() {
        super(new Data2VecAudioFamily());
    }
}
