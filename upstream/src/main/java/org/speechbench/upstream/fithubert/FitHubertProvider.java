package org.speechbench.upstream.fithubert;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code fit_hubert}. */
public final class FitHubertProvider extends WaveformProvider {
    public FitHubertProvider() {
        super(new FitHubertFamily());
    }
}
