package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction for several tests (A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 * Statistics 6, 1979): it bounds the probability that any difference is called significant by chance, however the tests
 * depend on one another.
 */
public final class Holm {
    private Holm() {}

    /**
     * The corrected p-values, in the order given: a value is below a level exactly if Holm's procedure rejects at it.
     */
    public static List<Double> adjusted(List<Double> p) {
        List<Integer> ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        List<Double> adjusted = new ArrayList<>(Collections.nCopies(p.size(), 1.0));
        double largest = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int test = ascending.get(rank);
            largest = Math.max(largest, Math.min(1, (p.size() - rank) * p.get(test)));
            adjusted.set(test, largest);
        }
        return adjusted;
    }
}
