package org.speechbench.upstream.feature;

import java.util.Locale;
import org.speechbench.core.UserError;

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

    /** @throws UserError if there is no such normalisation */
    public static Normalization of(String id) {
        for (Normalization n : values()) {
            if (n.id().equals(id)) {
                return n;
            }
        }
        throw new UserError("Unknown normalization '" + id + "'.", "Use utterance, none or global.");
    }
}
