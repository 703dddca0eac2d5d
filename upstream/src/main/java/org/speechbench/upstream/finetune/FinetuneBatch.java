package org.speechbench.upstream.finetune;

import java.util.List;
import java.util.Locale;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.training.TrainingBatch;

/**
 * The input of one step, or of one pass over a part of it: whole utterances.
 *
 * @param targets classes of each, without blanks
 * @param step number of the step, which seeds what is drawn
 * @param seed of the run
 * @param first number of the first utterance in the whole step
 * @param share of the step's utterances that are in this part, so that the losses and gradients of the parts add up to
 *     those of the whole
 */
public record FinetuneBatch(WaveformBatch waveforms, List<int[]> targets, long step, long seed, int first, double share)
        implements TrainingBatch<FinetuneBatch> {
    public FinetuneBatch {
        targets = List.copyOf(targets);
        if (targets.size() != waveforms.size()) {
            throw new IllegalArgumentException(targets.size() + " targets for " + waveforms.size() + " utterances");
        }
    }

    /** Creates the batch of a whole step. */
    public FinetuneBatch(WaveformBatch waveforms, List<int[]> targets, long step, long seed) {
        this(waveforms, targets, step, seed, 0, 1);
    }

    @Override
    public FinetuneBatch part(int from, int end) {
        int size = size();
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

    @Override
    public int size() {
        return targets.size();
    }

    @Override
    public double audioSeconds() {
        return waveforms.waveforms().stream().mapToDouble(w -> w.seconds()).sum();
    }

    @Override
    public double itemSeconds() {
        return waveforms.longest() / (double) Waveform.SAMPLE_RATE;
    }

    @Override
    public String text(int items) {
        return String.format(
                Locale.ROOT, "%d utterance%s of up to %.1f s", items, items == 1 ? "" : "s", itemSeconds());
    }

    @Override
    public String smaller() {
        return "leave out the longest utterances";
    }
}
