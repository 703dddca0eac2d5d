package org.speechbench.reports.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.reports.svg.ScatterPlot.Spot;

class ScatterPlotTest {
    @Test
    void the_frontier_is_in_the_words_for_those_who_do_not_see_it() {
        List<Spot> spots = List.of(spot("free", 0, 60, true), spot("worse", 2, 65, false), spot("best", 9, 20, true));
        String page = new ScatterPlot("pr", "hours", "PER", spots).build().render();
        assertThat(page).contains("On the frontier: free, best");
    }

    private static Spot spot(String name, double x, double y, boolean frontier) {
        return new Spot(name, 0, x, y, y, y, frontier);
    }
}
