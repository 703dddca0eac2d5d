package org.speechbench.bench.architectures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.speechbench.upstream.supernet.Subnetwork;

/** The networks that a search has found so far. */
final class Found {
    private final Budget budget;
    private final Function<Subnetwork, Candidate> measured;
    private final Set<Subnetwork> seen = new HashSet<>();
    private final List<Candidate> within = new ArrayList<>();

    Found(Budget budget, Function<Subnetwork, Candidate> measured) {
        this.budget = budget;
        this.measured = measured;
    }

    /** Measures a network that was not tried before, and keeps it if it is within the budget. */
    void offer(Subnetwork network) {
        if (seen.add(network)) {
            Candidate candidate = measured.apply(network);
            if (budget.allows(candidate)) {
                within.add(candidate);
            }
        }
    }

    /** Keeps a network that is known to be within the budget. */
    void keep(Candidate candidate) {
        if (seen.add(candidate.network())) {
            within.add(candidate);
        }
    }

    List<Candidate> within() {
        return within;
    }
}
