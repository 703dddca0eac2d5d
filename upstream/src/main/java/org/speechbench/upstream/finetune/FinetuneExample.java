package org.speechbench.upstream.finetune;

import org.speechbench.datasets.corpus.Utterance;

/**
 * An utterance and its transcript.
 *
 * @param target classes without blanks; not copied, do not write to it
 */
public record FinetuneExample(Utterance utterance, int[] target) {
    /** The least number of frames that CTC needs: one per symbol, and one between equal neighbours. */
    public int framesNeeded() {
        int frames = target.length;
        for (int i = 1; i < target.length; i++) {
            frames += target[i] == target[i - 1] ? 1 : 0;
        }
        return frames;
    }
}
