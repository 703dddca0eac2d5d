package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order within a round, which is reversed in every other round so that drift of the machine affects all equally.
 */
public final class RoundRobin {
    private RoundRobin() {}

    /** The order of a round, counted from 0. */
    public static <T> List<T> of(List<T> all, int round) {
        List<T> order = new ArrayList<>(all);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
