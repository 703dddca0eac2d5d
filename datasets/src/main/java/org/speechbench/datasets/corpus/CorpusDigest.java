package org.speechbench.datasets.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;
import org.speechbench.core.Digests;

/** Builds a corpus with the digest of its content. */
public final class CorpusDigest {
    private CorpusDigest() {}

    public static Corpus corpus(String name, List<Utterance> utterances) {
        MessageDigest sha = Digests.sha256();
        for (Utterance u : utterances) {
            add(sha, u.id());
            add(sha, u.speaker());
            add(sha, u.split());
            new TreeMap<>(u.labels()).forEach((k, v) -> {
                add(sha, k);
                add(sha, v);
            });
        }
        return new Corpus(name, Digests.hex(sha), utterances);
    }

    private static void add(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }
}
