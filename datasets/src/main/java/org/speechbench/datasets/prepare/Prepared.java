package org.speechbench.datasets.prepare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * The result of preparing a corpus.
 *
 * @param corpus its name
 * @param completeness whether the corpus is complete
 * @param incomplete parts with fewer recordings than in the official corpus
 * @param skipped recordings that cannot be read
 * @param words words that are in no lexicon
 * @param decoders programs, with their versions, that decoded recordings; empty if speechbench itself decoded all
 * @param written files
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Prepared(
        String corpus,
        List<Split> splits,
        Completeness completeness,
        List<Incomplete> incomplete,
        List<String> skipped,
        MissingWords words,
        List<String> decoders,
        List<String> written) {
    /** Whether a corpus is complete. */
    public enum Completeness {
        /** It has everything that was published, or that its manifest lists. */
        @JsonProperty("whole")
        WHOLE,
        @JsonProperty("in_part")
        IN_PART,
        /** The size of the whole corpus is not known. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * Words that are in no lexicon.
     *
     * @param counts number of utterances in which each word occurs
     * @param utterances number of utterances that have no phones for that reason
     */
    public record MissingWords(SortedMap<String, Integer> counts, int utterances) {
        public MissingWords {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        }

        static MissingWords none() {
            return new MissingWords(new TreeMap<>(), 0);
        }
    }

    /**
     * A split.
     *
     * @param hours 0 if the lengths are not known
     */
    public record Split(String name, int utterances, long speakers, double hours) {}

    /**
     * A part that is smaller than published.
     *
     * @param there number of utterances found
     * @param whole number of utterances in the official corpus
     */
    public record Incomplete(String name, int there, int whole) {}

    public Prepared {
        splits = List.copyOf(splits);
        incomplete = List.copyOf(incomplete);
        skipped = List.copyOf(skipped);
        decoders = List.copyOf(decoders);
        written = List.copyOf(written);
    }

    static List<Split> splits(Corpus corpus) {
        List<Split> splits = new ArrayList<>();
        for (String name : corpus.splits()) {
            List<Utterance> part = corpus.split(name);
            splits.add(new Split(
                    name,
                    part.size(),
                    part.stream().map(Utterance::speaker).distinct().count(),
                    part.stream().mapToLong(Utterance::numSamples).sum() / 3600.0 / Waveform.SAMPLE_RATE));
        }
        return splits;
    }
}
