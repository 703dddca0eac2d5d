package org.speechbench.tasks.metric;

import java.util.List;

/**
 * What two systems made of one utterance, once for every seed.
 *
 * @param speaker who said it; not empty
 * @param first what the utterance adds to the rate of the first system, one entry a seed
 * @param second likewise of the second system
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
