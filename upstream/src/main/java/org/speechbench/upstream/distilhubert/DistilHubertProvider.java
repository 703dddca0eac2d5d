package org.speechbench.upstream.distilhubert;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code distil_hubert}. */
public final class DistilHubertProvider extends WaveformProvider {
    public DistilHubertProvider() {
        super(new DistilHubertFamily());
    }
}
