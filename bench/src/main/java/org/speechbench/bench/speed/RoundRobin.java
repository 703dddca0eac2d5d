package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who goes first in a round: in every other round the last, so that a machine that drifts is unfair to none. */
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
