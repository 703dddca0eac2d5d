package org.speechbench.datasets.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.datasets.corpus.Corpus;

/**
 * How many recordings of a part of a corpus exist.
 *
 * @param name of a split, or of another part that is counted by itself
 * @param there recordings
 * @param whole recordings that the corpus was published with
 */
public record PartCount(String name, int there, int whole) {
    /** Whether the part has exactly the published number of recordings. */
    public boolean complete() {
        return there == whole;
    }

    /** Splits of a corpus, in order of their names. */
    static List<PartCount> splits(Corpus corpus, Map<String, Integer> published) {
        List<PartCount> parts = new ArrayList<>();
        new TreeMap<>(published)
                .forEach((split, whole) ->
                        parts.add(new PartCount(split, corpus.split(split).size(), whole)));
        return parts;
    }

    /** A corpus of which only the number of all recordings is published. */
    static List<PartCount> all(Corpus corpus, int published) {
        return List.of(new PartCount("all", corpus.utterances().size(), published));
    }
}
