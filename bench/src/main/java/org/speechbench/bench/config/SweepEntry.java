package org.speechbench.bench.config;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How a task's head is trained, seed by seed and rate by rate.
 *
 * @param seeds how many; the first is the experiment's and chooses the learning rate, the others follow it by one and train
 *     at that rate
 * @param patience looks at dev without a better one after which a training ends; 0 for never
 * @param halving whether the worse half of the learning rates is given up at a quarter and at half of the steps
 */
public record SweepEntry(int seeds, int patience, boolean halving) {
    public SweepEntry {
        Range.atLeast("sweep.seeds", seeds, 1);
        Range.atLeast("sweep.patience", patience, 0);
    }

    /** The seeds themselves. */
    public List<Long> seeds(long first) {
        return LongStream.range(first, first + seeds).boxed().toList();
    }
}
