package org.speechbench.upstream.feature;

import java.util.Locale;

/** The normalisation of acoustic features. */
public enum Normalization {
    NONE,
    /** Mean and deviation of each utterance, as in SUPERB. */
    UTTERANCE,
    /** Mean and deviation of a training set, read from a file. */
    GLOBAL;

    /** The name in lower case, as in settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Normalization of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
