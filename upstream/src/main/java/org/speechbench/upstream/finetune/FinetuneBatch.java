package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.upstream.WaveformBatch;

/**
 * What one step sees, or one pass over a part of it: whole utterances.
 *
 * @param targets classes of each, without blanks
 * @param step number of the step, which seeds what is drawn
 * @param seed of the run
 * @param first number of the first utterance in the whole step
 * @param share of the step's utterances that are in this part, so that the losses and gradients of the parts add up to
 *     those of the whole
 */
public record FinetuneBatch(
        WaveformBatch waveforms, List<int[]> targets, long step, long seed, int first, double share) {
    public FinetuneBatch {
        targets = List.copyOf(targets);
        if (targets.size() != waveforms.size()) {
            throw new IllegalArgumentException(targets.size() + " targets for " + waveforms.size() + " utterances");
        }
    }

    /** A whole step. */
    public FinetuneBatch(WaveformBatch waveforms, List<int[]> targets, long step, long seed) {
        this(waveforms, targets, step, seed, 0, 1);
    }

    /** The utterances from one on, up to but without the end. */
    public FinetuneBatch part(int from, int end) {
        int size = targets.size();
        return from == 0 && end == size
                ? this
                : new FinetuneBatch(
                        new WaveformBatch(waveforms.waveforms().subList(from, end)),
                        targets.subList(from, end),
                        step,
                        seed,
                        first + from,
                        share * (end - from) / size);
    }

    /** Seconds of audio, padding not counted. */
    public double audioSeconds() {
        return waveforms.waveforms().stream().mapToDouble(w -> w.seconds()).sum();
    }
}
