package org.speechbench.bench.prepare;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;

/**
 * What a corpus turned out to be.
 *
 * @param corpus its name
 * @param incomplete splits of which the official corpus has more
 * @param skipped recordings that cannot be read
 * @param written files
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Prepared(
        String corpus, List<Split> splits, List<Incomplete> incomplete, List<String> skipped, List<String> written) {
    /**
     * A split.
     *
     * @param hours 0 if the lengths are not known
     */
    public record Split(String name, int utterances, long speakers, double hours) {}

    /**
     * A split that is not all there.
     *
     * @param there utterances
     * @param whole utterances of the official corpus
     */
    public record Incomplete(String name, int there, int whole) {}

    public Prepared {
        splits = List.copyOf(splits);
        incomplete = List.copyOf(incomplete);
        skipped = List.copyOf(skipped);
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
