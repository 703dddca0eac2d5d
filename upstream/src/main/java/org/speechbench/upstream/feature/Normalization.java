package org.speechbench.upstream.feature;

import java.util.Locale;

/** What acoustic features are normalised by. */
public enum Normalization {
    NONE,
    /** Mean and deviation of each utterance, as SUPERB does. */
    UTTERANCE,
    /** Mean and deviation of a training set, read from a file. */
    GLOBAL;

    /** Lower case, as in settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Normalization of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
