package org.speechbench.reports.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.reports.svg.ScatterPlot.Spot;

class ScatterPlotTest {
    private static final List<Spot> SPOTS = List.of(
            spot("free", 0, 60), spot("worse", 2, 65), spot("cheap", 1, 30), spot("dear", 9, 30), spot("best", 9, 20));

    @Test
    void the_frontier_is_what_no_other_beats_in_cost_and_quality() {
        assertThat(plot(false).frontier()).extracting(Spot::name).containsExactly("free", "cheap", "best");
        assertThat(plot(true).frontier()).extracting(Spot::name).containsExactly("free", "worse");
    }

    @Test
    void the_frontier_is_in_the_words_for_those_who_do_not_see_it() {
        assertThat(plot(false).build().render()).contains("On the frontier: free, cheap, best", "class=\"frontier\"");
    }

    @Test
    void equal_points_are_both_on_the_frontier() {
        ScatterPlot plot = new ScatterPlot("t", "h", "%", true, List.of(spot("a", 1, 5), spot("b", 1, 5)));
        assertThat(plot.frontier()).hasSize(2);
    }

    private static ScatterPlot plot(boolean higher) {
        return new ScatterPlot("pr", "hours", "PER", higher, SPOTS);
    }

    private static Spot spot(String name, double x, double y) {
        return new Spot(name, 0, x, y, y, y);
    }
}
