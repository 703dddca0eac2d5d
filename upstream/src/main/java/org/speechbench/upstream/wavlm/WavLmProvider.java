package org.speechbench.upstream.wavlm;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code wavlm}. */
public final class WavLmProvider extends WaveformProvider {
    public WavLmProvider() {
        super(new WavLmFamily());
    }
}
