package org.speechbench.bench.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Seeds;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;

class SearchTest {
    private static final SearchSpace SPACE = new SearchSpace(
            "space", List.of(256, 384, 512), List.of(4, 6, 8), List.of(3.0, 3.5, 4.0), List.of(10, 11, 12), 64);
    private static final Budget BUDGET = new Budget(Cost.PARAMS, 120);

    /** A made-up measure: heads cost and help, those of later layers more; everything else only costs. */
    private static Candidate measured(Subnetwork network) {
        double worth = 0;
        int cost = network.embed() / 8;
        for (int l = 0; l < network.depth(); l++) {
            worth += network.heads().get(l) * l;
            cost += network.heads().get(l);
        }
        return new Candidate(network, cost, 1, Double.NaN, cost <= BUDGET.most() ? 1000 - worth : Double.NaN);
    }

    static List<Search> searches() {
        return List.of(new RandomSearch(), EvolutionarySearch.usual());
    }

    private static double best(Search search, int candidates, long seed) {
        return search.run(SPACE, BUDGET, SearchTest::measured, candidates, new Seeds(seed)).stream()
                .mapToDouble(Candidate::distance)
                .min()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void a_search_finds_as_many_networks_as_asked_each_once_and_within_the_budget(Search search) {
        List<Candidate> found = search.run(SPACE, BUDGET, SearchTest::measured, 100, new Seeds(1));

        assertThat(found).hasSize(100);
        assertThat(new HashSet<>(found)).hasSize(100);
        assertThat(found).allSatisfy(c -> {
            SPACE.require(c.network());
            assertThat(c.parameters()).isLessThanOrEqualTo(120);
        });
    }

    @ParameterizedTest
    @MethodSource("searches")
    void equal_seeds_find_equal_networks(Search search) {
        assertThat(search.run(SPACE, BUDGET, SearchTest::measured, 40, new Seeds(3)))
                .isEqualTo(search.run(SPACE, BUDGET, SearchTest::measured, 40, new Seeds(3)))
                .isNotEqualTo(search.run(SPACE, BUDGET, SearchTest::measured, 40, new Seeds(4)));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void a_network_is_measured_once_by_a_search(Search search) {
        List<Subnetwork> asked = new ArrayList<>();
        Function<Subnetwork, Candidate> counted = network -> {
            asked.add(network);
            return measured(network);
        };
        search.run(SPACE, BUDGET, counted, 60, new Seeds(1));
        assertThat(asked).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void a_budget_that_no_network_meets_ends_the_search(Search search) {
        assertThat(search.run(SPACE, new Budget(Cost.PARAMS, 1), SearchTest::measured, 5, new Seeds(1)))
                .isEmpty();
    }

    @Test
    void evolution_finds_better_networks_than_chance_with_as_many_measurements() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(best(EvolutionarySearch.usual(), 300, seed)).isLessThan(best(new RandomSearch(), 300, seed));
        }
    }
}
