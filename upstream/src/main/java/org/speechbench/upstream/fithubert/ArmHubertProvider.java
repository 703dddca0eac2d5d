package org.speechbench.upstream.fithubert;

import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code arm_hubert}. */
public final class ArmHubertProvider extends WaveformProvider {
    public ArmHubertProvider() {
        super(new ArmHubertFamily());
    }
}
