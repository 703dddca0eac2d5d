package org.speechbench.bench.architectures;

import java.util.List;
import java.util.function.Function;
import org.speechbench.core.Seeds;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;

/** A way to look for networks in a space. It depends on its arguments only, so equal searches find equal networks. */
public interface Search {
    /**
     * Networks within the budget, each once, in the order in which they were found.
     *
     * @param measured a network with what it costs and, if it is within the budget, how good it is
     * @param candidates how many networks within the budget to find; fewer are found if few exist
     */
    List<Candidate> run(
            SearchSpace space, Budget budget, Function<Subnetwork, Candidate> measured, int candidates, Seeds seeds);
}
