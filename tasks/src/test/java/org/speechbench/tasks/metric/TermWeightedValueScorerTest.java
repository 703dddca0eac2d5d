package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;

class TermWeightedValueScorerTest {
    private static final TermWeightedValueScorer SCORER = new TermWeightedValueScorer();

    @Test
    void every_match_above_every_other_document_is_100() {
        assertThat(mtwv("q|a match 3", "q|b other 2", "q|c other 1", "r|a other 0", "r|b match 2.5"))
                .isEqualTo(100);
    }

    /** Accepting the match of q costs nothing: 1 of 2 queries found. That of r lies below 1 of its 100 others. */
    @Test
    void a_match_below_one_of_a_hundred_other_documents_costs_12_49_hundredths() {
        List<String> trials = new ArrayList<>(List.of("q|m match 9", "q|n other 0", "r|m match 5", "r|first other 6"));
        for (int i = 1; i < 100; i++) {
            trials.add("r|" + i + " other 0");
        }
        double accepted = 100 * (1 - 12.4875 / 100 / 2);
        assertThat(mtwv(trials.toArray(String[]::new))).isCloseTo(accepted, within(0.02));
    }

    @Test
    void it_is_never_less_than_finding_nothing() {
        assertThat(mtwv("q|a match 1", "q|b other 2", "q|c other 3")).isZero();
    }

    @Test
    void documents_of_one_score_are_accepted_together() {
        assertThat(mtwv("q|a match 2", "q|b other 2", "q|c other 1")).isZero();
    }

    /** One of two matches found: half of the query. */
    @Test
    void misses_are_a_share_of_the_query_s_matches() {
        assertThat(mtwv("q|a match 3", "q|b match 1", "q|c other 2")).isEqualTo(50);
    }

    @Test
    void a_query_that_is_in_no_document_counts_nothing() {
        assertThat(mtwv("q|a match 3", "q|b other 2", "none|a other 9", "none|b other 9"))
                .isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> mtwv("none|a other 9"));
    }

    @Test
    void a_query_that_is_in_no_document_is_no_unit() {
        List<Prediction> trials = List.of(
                new Prediction("q|a", "", List.of("match"), List.of("3")),
                new Prediction("q|b", "", List.of("other"), List.of("2")),
                new Prediction("none|a", "", List.of("other"), List.of("9")));
        assertThat(SCORER.statistic(List.of(trials)).units()).isEqualTo(Map.of("q", 2.0));
    }

    /**
     * By hand, at the threshold 4: of the two matches of q one is found, the one of r is found, nothing false is: (1/2 + 1) / 2.
     * A query that is in no document is left out of the mean, as the scorer of QUESST leaves it out; over all three it would
     * be 50. Lower thresholds accept a false alarm of q, one of its two others, which costs 12.49 / 2 of a query.
     */
    @Test
    void a_mean_over_queries_that_occur_worked_out_by_hand() {
        assertThat(mtwv(
                        "q|a match 5",
                        "q|b match 2",
                        "q|c other 3",
                        "q|d other 0",
                        "r|a match 4",
                        "r|b other 1",
                        "r|c other 1",
                        "r|d other 1",
                        "none|a other 0",
                        "none|b other 0"))
                .isCloseTo(75, within(1e-9));
    }

    /** The queries of other languages, which SUPERB's scorer counts with a default score: an equal search has less. */
    @Test
    void queries_that_were_not_searched_are_misses_where_they_are_counted() {
        assertThat(mtwv("q|a match 5", "q|b other 2")).isEqualTo(100);
        assertThat(mtwv(
                        "q|a match 5",
                        "q|b other 2",
                        "x|a match -10",
                        "y|a match -10",
                        "z|b match -10",
                        "z|a other -10"))
                .isCloseTo(25, within(1e-9));
    }

    @Test
    void the_interval_is_over_queries_and_spans_what_they_have() {
        List<String> trials = new ArrayList<>();
        for (int q = 0; q < 40; q++) {
            trials.add(q + "|a match " + (q % 2 == 0 ? 3 : 0));
            trials.add(q + "|b other 1");
        }
        Score score = score(trials.toArray(String[]::new));
        assertThat(score.value()).isEqualTo(50);
        assertThat(score.interval()).isNotNull();
        assertThat(score.interval().low()).isBetween(30.0, 42.0);
        assertThat(score.interval().high()).isBetween(58.0, 70.0);
        assertThat(score.n()).isEqualTo(80);
    }

    @Test
    void what_is_no_search_result_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mtwv("query match 1"))
                .withMessageContaining("query");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mtwv("q|a perhaps 1"))
                .withMessageContaining("perhaps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mtwv("q|a match NaN"))
                .withMessageContaining("NaN");
    }

    private static double mtwv(String... trials) {
        return score(trials).value();
    }

    private static Score score(String... trials) {
        List<Prediction> predictions = new ArrayList<>();
        for (String trial : trials) {
            String[] parts = trial.split(" ");
            predictions.add(new Prediction(parts[0], "", List.of(parts[1]), List.of(parts[2])));
        }
        return SCORER.score(predictions);
    }
}
