package org.speechbench.bench.architectures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The networks of which no other is as good and costs no more. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The front, cheapest first; networks without a distance are not on it. */
    public static List<Candidate> of(List<Candidate> candidates, Cost cost) {
        List<Candidate> sorted = candidates.stream()
                .filter(c -> !Double.isNaN(c.distance()))
                .sorted(Comparator.comparingDouble((Candidate c) -> c.cost(cost))
                        .thenComparingDouble(Candidate::distance))
                .toList();
        List<Candidate> front = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (front.isEmpty()
                    || candidate.distance() < front.get(front.size() - 1).distance()) {
                front.add(candidate);
            }
        }
        return List.copyOf(front);
    }
}
