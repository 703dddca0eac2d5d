package org.speechbench.bench.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.upstream.supernet.Subnetwork;

class ParetoFrontTest {
    private static Candidate candidate(long parameters, double gmacs, double distance) {
        Subnetwork network = Subnetwork.regular((int) parameters, 1, 1, 1);
        return new Candidate(network, parameters, gmacs, Double.NaN, distance);
    }

    @Test
    void a_network_is_on_the_front_if_none_is_as_good_and_costs_no_more() {
        Candidate cheapest = candidate(10, 9, 0.9);
        Candidate better = candidate(20, 5, 0.5);
        Candidate worse = candidate(25, 4, 0.6);
        Candidate best = candidate(30, 8, 0.1);
        Candidate equal = candidate(40, 1, 0.1);
        Candidate unknown = candidate(5, 1, Double.NaN);
        List<Candidate> all = List.of(best, worse, unknown, equal, cheapest, better);

        assertThat(ParetoFront.of(all, Cost.PARAMS)).containsExactly(cheapest, better, best);
        assertThat(ParetoFront.of(all, Cost.GMACS)).containsExactly(equal);
        assertThat(ParetoFront.of(List.of(unknown), Cost.PARAMS)).isEmpty();
    }

    @Test
    void of_networks_of_equal_cost_the_best_is_on_the_front() {
        Candidate good = candidate(10, 1, 0.2);
        assertThat(ParetoFront.of(List.of(candidate(10, 2, 0.3), good), Cost.PARAMS))
                .containsExactly(good);
    }

    @Test
    void budgets_name_a_cost_and_a_number() {
        assertThat(Budget.of("params=27M")).isEqualTo(new Budget(Cost.PARAMS, 27e6));
        assertThat(Budget.of("params=11442944")).isEqualTo(new Budget(Cost.PARAMS, 11_442_944));
        assertThat(Budget.of("gmacs=4.5")).isEqualTo(new Budget(Cost.GMACS, 4.5));
        assertThat(Budget.of("latency=40")).isEqualTo(new Budget(Cost.LATENCY, 40));
        for (String wrong : List.of("27M", "params", "params=", "size=3", "params=-1", "params=27X")) {
            assertRefused(() -> Budget.of(wrong), "wanted one of params, gmacs, latency", "params=27M");
        }
        assertThat(Budget.of("params=10").allows(candidate(10, 1, 1))).isTrue();
        assertThat(Budget.of("params=10").allows(candidate(11, 1, 1))).isFalse();
    }
}
