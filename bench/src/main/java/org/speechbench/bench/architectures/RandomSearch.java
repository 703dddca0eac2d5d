package org.speechbench.bench.architectures;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.speechbench.core.Seeds;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;

/** The smallest and the largest network, then networks drawn uniformly. */
public record RandomSearch() implements Search {
    /** A budget that few networks meet ends a search. */
    private static final int DRAWS_PER_CANDIDATE = 200;

    @Override
    public List<Candidate> run(
            SearchSpace space, Budget budget, Function<Subnetwork, Candidate> measured, int candidates, Seeds seeds) {
        Found found = new Found(budget, measured);
        found.offer(space.smallest());
        found.offer(space.largest());
        SplittableRandom random = seeds.random("random search", 0, 0);
        long draws = (long) candidates * DRAWS_PER_CANDIDATE;
        for (long i = 0; i < draws && found.within().size() < candidates; i++) {
            found.offer(space.draw(random));
        }
        return List.copyOf(found.within());
    }
}
