package org.speechbench.tasks.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One frame as used by the search; all numbers are natural logarithms of probabilities.
 *
 * @param logs the values by class
 * @param silence the value of all silent classes together
 * @param letters the classes that may continue a word here
 * @param separates whether a word may end here
 */
record Frame(float[] logs, double silence, List<Integer> letters, boolean separates) {
    /** @param threshold the maximum distance from the most likely class for a class that adds something */
    static Frame of(float[] logs, Alphabet alphabet, double threshold) {
        check(logs, alphabet);
        double silence = LogSum.NOTHING;
        for (int c : alphabet.silent()) {
            silence = LogSum.of(silence, logs[c]);
        }
        double least = likeliest(logs) - threshold;
        List<Integer> letters = new ArrayList<>();
        for (int c : alphabet.letters()) {
            if (logs[c] >= least) {
                letters.add(c);
            }
        }
        return new Frame(logs, silence, letters, logs[alphabet.separator()] >= least);
    }

    private static double likeliest(float[] logs) {
        double best = LogSum.NOTHING;
        for (float log : logs) {
            best = Math.max(best, log);
        }
        return best;
    }

    private static void check(float[] logs, Alphabet alphabet) {
        if (logs.length != alphabet.size()) {
            throw new IllegalArgumentException("a frame of " + logs.length + " classes for " + alphabet.size());
        }
        // A NaN makes the maximum NaN.
        if (!Double.isFinite(likeliest(logs))) {
            throw new IllegalArgumentException(
                    "the logarithms of a frame's probabilities are " + Arrays.toString(logs));
        }
    }
}
