package org.speechbench.bench.config;

import java.util.List;
import java.util.stream.LongStream;
import org.speechbench.core.Range;

/**
 * The seeds and learning rates with which a task's head is trained.
 *
 * @param seeds the number of seeds; the first is that of the experiment and is used to choose the learning rate, and
 *     the others are the consecutive ones, which train at that rate
 * @param patience the number of evaluations on dev without improvement after which a training ends; 0 for never
 * @param halving whether the worse half of the learning rates is abandoned at a quarter and at half of the steps
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
