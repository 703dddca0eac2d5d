package org.speechbench.tasks.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefix beam search over the output of a CTC model of characters, with a language model of words: it looks for the
 * words W that maximise
 *
 * <pre>ln p_ctc(W) + lmWeight * ln p_lm(W, end of sentence) + wordScore * |W|</pre>
 *
 * where p_ctc(W) is the sum over all alignments that spell W, however many separators and silent classes they have
 * between words (Graves and Jaitly, ICML 2014; Hannun et al., arXiv:1408.2873; the weights are named as in
 * wav2letter++, Pratap et al., ICASSP 2019). Words are not restricted to a lexicon: a word that the language model does
 * not know has the probability of unknown words. A word is scored when it ends, so a beam must also hold sentences with
 * an unfinished word.
 *
 * <p>The result depends only on the arguments. With a beam that never overflows and no threshold it is exact.
 *
 * @param beam the number of prefixes that are followed from frame to frame, at least 1
 * @param lmWeight the factor of the language model's natural logarithms, at least 0
 * @param wordScore the score that is added for every word; positive values favour more and shorter words
 * @param tokenThreshold in nats, above 0: a letter or separator this much less likely than the likeliest class of its
 *     frame is not tried there; infinite to try all
 */
public record BeamSearch(int beam, double lmWeight, double wordScore, double tokenThreshold) {
    public BeamSearch {
        boolean finite = Double.isFinite(lmWeight) && Double.isFinite(wordScore);
        if (beam < 1 || !finite || lmWeight < 0 || !(tokenThreshold > 0)) {
            throw new IllegalArgumentException("beam " + beam + ", lmWeight " + lmWeight + ", wordScore " + wordScore
                    + ", tokenThreshold " + tokenThreshold);
        }
    }

    /**
     * The words of the best sentence found.
     *
     * @param logs natural logarithms of probabilities, (frames, classes); valid frames only
     * @param model null for none; then lmWeight and wordScore count for nothing
     */
    public List<String> words(float[][] logs, Alphabet alphabet, @Nullable NgramModel model) {
        return nBest(logs, alphabet, model).get(0).words();
    }

    /**
     * Different sentences, best first, at least one and at most as many as the beam is wide.
     *
     * @param logs natural logarithms of probabilities, (frames, classes); valid frames only. Without frames the sentence
     *     is empty.
     * @param model null for none; then lmWeight and wordScore count for nothing
     * @throws IllegalArgumentException if a frame is not a distribution over the alphabet, because it contains NaN or
     *     no possible class
     */
    public List<Hypothesis> nBest(float[][] logs, Alphabet alphabet, @Nullable NgramModel model) {
        PrefixSearch search = new PrefixSearch(beam, alphabet, new Language(model, lmWeight, wordScore));
        for (float[] frame : logs) {
            search.step(Frame.of(frame, alphabet, tokenThreshold));
        }
        return search.sentences();
    }
}
