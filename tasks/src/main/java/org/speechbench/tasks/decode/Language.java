package org.speechbench.tasks.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contribution of words to the score of a sentence, which is zero without a model.
 *
 * @param weight the factor of the model's natural logarithms
 * @param wordScore the score that is added for every word
 */
record Language(@Nullable NgramModel model, double weight, double wordScore) {
    double word(List<String> history, String word) {
        return model == null ? 0 : weight * model.logProbability(history, word) + wordScore;
    }

    double end(List<String> words) {
        return model == null ? 0 : weight * model.logProbability(words, NgramModel.END_OF_SENTENCE);
    }
}
