package org.speechbench.tasks.metric;

import java.util.List;

/**
 * The results of two systems on one utterance, one for every seed.
 *
 * @param speaker the speaker of the utterance; not empty
 * @param first the contribution of the utterance to the rate of the first system, one entry per seed
 * @param second the same for the second system
 */
public record PairedUtterance(String speaker, List<Ratio> first, List<Ratio> second) {
    public PairedUtterance {
        if (speaker.isEmpty()) {
            throw new IllegalArgumentException("utterances are drawn by speaker, and one has none");
        }
        first = List.copyOf(first);
        second = List.copyOf(second);
    }
}
