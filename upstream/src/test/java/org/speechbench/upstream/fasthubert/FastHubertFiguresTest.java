package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.upstream.model.ModelBudget;
import org.speechbench.upstream.model.ModelBudget.Block;

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
        Map<Block, Long> wanted = new LinkedHashMap<>();
        wanted.put(Block.FRONT_END, 3_033_088L);
        wanted.put(Block.FEATURE_NORM, 1_024L);
        wanted.put(Block.PROJECTION, 393_984L);
        wanted.put(Block.MASK_EMBEDDING, 768L);
        wanted.put(Block.POSITIONS, 4_719_488L);
        wanted.put(Block.ENCODER_NORM, 1_536L);
        wanted.put(Block.LAYERS, 12 * 7_087_872L);
        wanted.put(Block.HEAD, 67_672L);
        Map<Block, Long> got = budget(S8, PHONES).parameters();
        assertThat(got).isEqualTo(wanted);
        long all = got.values().stream().mapToLong(Long::longValue).sum();
        assertThat(all).isEqualTo(93_272_024L);
        assertThat(all - got.get(Block.HEAD)).isEqualTo(93_204_352L);
    }

    @Test
    void base_costs_what_was_counted_block_by_block() {
        Map<Block, Double> costs = budget(S8, PHONES).multiplyAccumulates(10);
        assertThat(costs.get(Block.FRONT_END) / MILLION).isCloseTo(86.0, within(0.05));
        assertThat(costs.get(Block.PROJECTION) / MILLION).isCloseTo(9.8, within(0.05));
        assertThat(costs.get(Block.POSITIONS) / MILLION).isCloseTo(118.0, within(0.05));
        assertThat(costs.get(Block.LAYERS) / MILLION).isCloseTo(2123.4, within(0.05));
        assertThat(costs.get(Block.ATTENTION) / MILLION).isCloseTo(115.2, within(0.05));
        assertThat(costs.get(Block.HEAD) / MILLION).isCloseTo(1.7, within(0.05));
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
