package org.speechbench.bench.config;

import java.util.Map;
import java.util.regex.Pattern;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** The user's labels, which become file names and columns. */
final class EntryLabels {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private EntryLabels() {}

    /** The remedy for a label that a section does not contain. */
    static String remedy(String section, String label, Map<String, ?> entries) {
        return NearNames.question(label, entries.keySet()) + "Name one of " + entries.keySet() + " or add it under '"
                + section + ":'.";
    }

    static void check(String section, String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new UserError(
                    "'" + label + "' in " + section + " is not a label.",
                    "Use at most 64 letters, digits, '_' and '-', a letter or digit first.");
        }
    }
}
