package org.speechbench.upstream.wav2vec2;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code wav2vec2}. */
public final class Wav2Vec2Provider extends WaveformProvider {
    public Wav2Vec2Provider() {
        super(new Wav2Vec2Family());
    }
}
