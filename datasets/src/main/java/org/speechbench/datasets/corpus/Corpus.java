package org.speechbench.datasets.corpus;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

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

    /** The utterances of one split, in order; empty if there is no such split. */
    public List<Utterance> split(String split) {
        return utterances.stream().filter(u -> u.split().equals(split)).toList();
    }

    public SortedSet<String> splits() {
        SortedSet<String> names = new TreeSet<>();
        utterances.forEach(u -> names.add(u.split()));
        return names;
    }

    /** The utterances that satisfy a condition, under the same name; the digest is that of the remaining utterances. */
    public Corpus filter(Predicate<Utterance> keep) {
        return CorpusDigest.corpus(name, utterances.stream().filter(keep).toList());
    }
}
