package org.speechbench.datasets.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.datasets.corpus.Corpus;

/**
 * The number of recordings of a part of a corpus.
 *
 * @param name the name of a split, or of another part that is counted separately
 * @param there the number of recordings that exist
 * @param whole the number of recordings that were published
 */
public record PartCount(String name, int there, int whole) {
    /** Whether the part has exactly the published number of recordings. */
    public boolean complete() {
        return there == whole;
    }

    /** Counts for the splits of a corpus, ordered by name. */
    static List<PartCount> splits(Corpus corpus, Map<String, Integer> published) {
        List<PartCount> parts = new ArrayList<>();
        new TreeMap<>(published)
                .forEach((split, whole) ->
                        parts.add(new PartCount(split, corpus.split(split).size(), whole)));
        return parts;
    }

    /** The count for a corpus of which only the total number of recordings is published. */
    static List<PartCount> all(Corpus corpus, int published) {
        return List.of(new PartCount("all", corpus.utterances().size(), published));
    }
}
