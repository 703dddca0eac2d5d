package org.speechbench.core.result;

/** The name of a corpus of which only the digest is known. */
public final class CorpusName {
    /** The number of digits of a digest that are enough for a reader to distinguish corpora. */
    private static final int SHORT = 8;

    private CorpusName() {}

    /**
     * The name, for example {@code corpus de3ade3a}, or {@code corpus not recorded in ...} for a substitute for a
     * digest.
     */
    public static String of(String digest) {
        if (digest.isEmpty()) {
            return "corpus not recorded";
        }
        boolean standIn = digest.startsWith(RunResults.NOT_RECORDED);
        return "corpus " + (standIn ? digest : digest.substring(0, Math.min(SHORT, digest.length())));
    }
}
