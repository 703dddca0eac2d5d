package org.speechbench.core.result;

/** What a corpus is called where only its digest is known. */
public final class CorpusName {
    /** So many digits of a digest tell corpora apart for people. */
    private static final int SHORT = 8;

    private CorpusName() {}

    /** For example {@code corpus de3ade3a}, or {@code corpus not recorded in ...} for what stands in for a digest. */
    public static String of(String digest) {
        if (digest.isEmpty()) {
            return "corpus not recorded";
        }
        boolean standIn = digest.startsWith(RunResults.NOT_RECORDED);
        return "corpus " + (standIn ? digest : digest.substring(0, Math.min(SHORT, digest.length())));
    }
}
