package org.speechbench.upstream.unispeechsat;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code unispeech_sat}. */
public final class UniSpeechSatProvider extends WaveformProvider {
    public UniSpeechSatProvider() {
        super(new UniSpeechSatFamily());
    }
}
