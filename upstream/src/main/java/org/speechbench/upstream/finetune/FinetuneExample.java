package org.speechbench.upstream.finetune;

import org.speechbench.datasets.corpus.Utterance;

/**
 * An utterance and what is said in it.
 *
 * @param target classes without blanks; copied by nobody, do not write to it
 */
public record FinetuneExample(Utterance utterance, int[] target) {
    /** Frames that CTC needs at least: one a symbol, and one between equal neighbours. */
    public int framesNeeded() {
        int frames = target.length;
        for (int i = 1; i < target.length; i++) {
            frames += target[i] == target[i - 1] ? 1 : 0;
        }
        return frames;
    }
}
