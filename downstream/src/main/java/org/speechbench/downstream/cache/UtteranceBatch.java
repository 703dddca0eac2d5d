package org.speechbench.downstream.cache;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speechbench.core.Digests;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.upstream.WaveformBatch;

/**
 * Utterances that are encoded together.
 *
 * @param keys what the cache knows the states of each of them by
 */
record UtteranceBatch(List<Utterance> utterances, List<String> keys) {
    /**
     * A batch with the keys of its states, which depend on the whole batch.
     *
     * @param alone the keys of the states of the utterances alone
     */
    static UtteranceBatch of(List<Utterance> utterances, List<String> alone) {
        if (alone.size() == 1) {
            return new UtteranceBatch(utterances, alone);
        }
        String all = String.join("|", alone);
        return new UtteranceBatch(
                utterances,
                IntStream.range(0, alone.size())
                        .mapToObj(row -> Digests.sha256(all + "|" + row))
                        .toList());
    }

    int size() {
        return keys.size();
    }

    WaveformBatch input(List<Waveform> waveforms) {
        return new WaveformBatch(
                waveforms, utterances.stream().map(Utterance::id).toList());
    }

    /** Its utterances, for messages. */
    String names() {
        String ids = utterances.stream().map(Utterance::id).collect(Collectors.joining(", "));
        return (size() == 1 ? "utterance " : "utterances ") + ids;
    }
}
