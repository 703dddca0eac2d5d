package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.ModelBudget;

/** Parameters and cost of Fast-HuBERT, block by block, against counts of the published model. */
class FastHubertFiguresTest {
    private static final double MILLION = 1e6;
    /** 40 phones and the four special symbols that the published dictionaries begin with. */
    private static final int PHONES = 44;

    private static final Map<String, String> S8 = Map.of("intermediate", "true");

    private static ModelBudget budget(Map<String, String> settings, int classes) {
        return new ModelBudget(FastHubertSizes.of("base", settings), classes);
    }

    @Test
    void base_has_93_272_024_parameters_with_both_heads_of_44_classes() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put("front", 3_033_088L);
        wanted.put("feature_projection.layer_norm", 1_024L);
        wanted.put("feature_projection.projection", 393_984L);
        wanted.put("mask_embedding", 768L);
        wanted.put("encoder.pos_conv", 4_719_488L);
        wanted.put("encoder.layer_norm", 1_536L);
        wanted.put("encoder.layers", 12 * 7_087_872L);
        wanted.put("heads", 67_672L);
        Map<String, Long> got = budget(S8, PHONES).parameters();
        assertThat(got).isEqualTo(wanted);
        long all = got.values().stream().mapToLong(Long::longValue).sum();
        assertThat(all).isEqualTo(93_272_024L);
        assertThat(all - got.get("heads")).isEqualTo(93_204_352L);
    }

    @Test
    void base_costs_what_was_counted_block_by_block() {
        Map<String, Double> costs = budget(S8, PHONES).cost(10).parts();
        assertThat(costs.get(Cost.FRONT_END) / MILLION).isCloseTo(86.0, within(0.05));
        assertThat(costs.get(Cost.PROJECTION) / MILLION).isCloseTo(9.8, within(0.05));
        assertThat(costs.get(Cost.POSITIONS) / MILLION).isCloseTo(118.0, within(0.05));
        // Of 2123.4 for products with weights and 115.2 of queries with keys and of weights with values.
        assertThat((costs.get(Cost.ATTENTION) + costs.get(Cost.FEED_FORWARD)) / MILLION)
                .isCloseTo(2123.4 + 115.2, within(0.1));
        assertThat(costs.get(Cost.HEAD) / MILLION).isCloseTo(1.7, within(0.05));
        assertThat(budget(S8, PHONES).flops(10) / 2 / MILLION).isCloseTo(2454, within(1.0));
        assertThat(3 * budget(S8, PHONES).flops(10) / 1e9).isCloseTo(14.7, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"1, 2.35", "5, 2.40", "12.3, 2.48", "15.6, 2.52"})
    void base_costs_more_for_longer_utterances(double seconds, double giga) {
        assertThat(budget(S8, PHONES).flops(seconds) / 2e9).isCloseTo(giga, within(0.006));
    }

    @ParameterizedTest
    @CsvSource({
        "S1, 1, cosine, 5.01",
        "S3, 1, linear, 5.00",
        "S5, 2, linear, 2.46",
        "S6, 3, linear, 1.28",
    })
    void rows_of_the_ladder_with_504_clusters_cost_what_was_counted(
            String row, String convolutions, String head, double giga) {
        ModelBudget budget = budget(Map.of("convolutions", convolutions, "head", head), 504);
        assertThat(budget.flops(10) / 2e9).as(row).isCloseTo(giga, within(0.015));
    }
}
