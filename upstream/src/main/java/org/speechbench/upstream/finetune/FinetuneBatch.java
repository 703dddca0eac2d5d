package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.upstream.WaveformBatch;

/**
 * What one step sees: whole utterances.
 *
 * @param targets classes of each, without blanks
 * @param step number of the step, which seeds what is drawn
 * @param seed of the run
 */
public record FinetuneBatch(WaveformBatch waveforms, List<int[]> targets, long step, long seed) {
    public FinetuneBatch {
        targets = List.copyOf(targets);
        if (targets.size() != waveforms.size()) {
            throw new IllegalArgumentException(targets.size() + " targets for " + waveforms.size() + " utterances");
        }
    }

    /** Seconds of audio, padding not counted. */
    public double audioSeconds() {
        return waveforms.waveforms().stream().mapToDouble(w -> w.seconds()).sum();
    }
}
