package org.speechbench.datasets.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.speechbench.core.Digests;

/**
 * A named, ordered list of utterances.
 *
 * @param name the name in results
 * @param digest the SHA-256 (hex) over ids, splits, speakers and labels: the same content has the same digest
 *     everywhere
 * @param utterances the utterances in manifest order
 */
public record Corpus(String name, String digest, List<Utterance> utterances) {
    public Corpus {
        utterances = List.copyOf(utterances);
    }

    /** The column with the names of speakers, which is a label if a task reads it as one. */
    public static final String SPEAKER = "speaker";

    /** A corpus with the digest of its content. */
    public static Corpus of(String name, List<Utterance> utterances) {
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

    /** The utterances of one split, in order; empty if there is no such split. */
    public List<Utterance> split(String split) {
        return utterances.stream().filter(u -> u.split().equals(split)).toList();
    }

    public SortedSet<String> splits() {
        SortedSet<String> names = new TreeSet<>();
        utterances.forEach(u -> names.add(u.split()));
        return names;
    }

    /**
     * The corpus with the values of a column replaced by those of another, under a name that states the latter; unchanged
     * if both are the same.
     *
     * @param from a column with labels, or {@link #SPEAKER}; empty for an unchanged corpus
     */
    public Corpus relabelled(String from, String to) {
        if (from.isEmpty() || from.equals(to)) {
            return this;
        }
        List<Utterance> relabelled = new ArrayList<>();
        for (Utterance u : utterances) {
            Map<String, String> labels = new HashMap<>(u.labels());
            labels.put(to, from.equals(SPEAKER) ? u.speaker() : u.label(from));
            relabelled.add(u.withLabels(labels));
        }
        return of(name + ":" + from, relabelled);
    }

    /** The utterances that satisfy a condition, under the same name; the digest is that of the remaining utterances. */
    public Corpus filter(Predicate<Utterance> keep) {
        return of(name, utterances.stream().filter(keep).toList());
    }
}
