package org.speechbench.core.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Builds a corpus with the digest of its content. */
public final class CorpusDigest {
    private CorpusDigest() {}

    public static Corpus corpus(String name, List<Utterance> utterances) {
        MessageDigest sha = sha256();
        for (Utterance u : utterances) {
            add(sha, u.id());
            add(sha, u.speaker());
            add(sha, u.split());
            new TreeMap<>(u.labels()).forEach((k, v) -> {
                add(sha, k);
                add(sha, v);
            });
        }
        return new Corpus(name, HexFormat.of().formatHex(sha.digest()), utterances);
    }

    private static void add(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
