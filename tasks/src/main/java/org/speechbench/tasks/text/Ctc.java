package org.speechbench.tasks.text;

import java.util.Arrays;

/** Connectionist temporal classification (Graves et al., ICML 2006): from a path over frames to labels. */
public final class Ctc {
    /** The class of the blank. */
    public static final int BLANK = 0;

    private Ctc() {}

    /** Merges repeats, then drops blanks: equal labels in a row need a blank between them. */
    public static int[] collapse(int[] path) {
        int[] labels = new int[path.length];
        int n = 0;
        for (int t = 0; t < path.length; t++) {
            boolean repeat = t > 0 && path[t] == path[t - 1];
            if (!repeat && path[t] != BLANK) {
                labels[n++] = path[t];
            }
        }
        return Arrays.copyOf(labels, n);
    }
}
