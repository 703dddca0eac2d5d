package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.ModelBudget;

/** Parameters and cost of HuBERT, block by block, against counts of the published models. */
class HubertFiguresTest {
    private static final double MILLION = 1e6;
    /** 500 clusters and the four special symbols that the published dictionaries begin with. */
    private static final int CLASSES = 504;

    private static Map<String, Long> parameters(String size) {
        return new ModelBudget(TinyHubert.sized(size), CLASSES).parameters();
    }

    private static long sum(Map<String, Long> parameters) {
        return parameters.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void base_has_94_697_600_parameters_with_the_head_of_504_classes() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put("front", 4_200_448L);
        wanted.put("feature_projection.layer_norm", 1_024L);
        wanted.put("feature_projection.projection", 393_984L);
        wanted.put("mask_embedding", 768L);
        wanted.put("encoder.pos_conv", 4_719_488L);
        wanted.put("encoder.layer_norm", 1_536L);
        wanted.put("encoder.layers", 12 * 7_087_872L);
        wanted.put("heads", 325_888L);
        assertThat(parameters("base")).isEqualTo(wanted);
        assertThat(sum(parameters("base"))).isEqualTo(94_697_600L);
        assertThat(sum(parameters("base")) - parameters("base").get("heads")).isEqualTo(94_371_712L);
    }

    @Test
    void base_has_94_595_200_parameters_in_the_first_iteration() {
        assertThat(sum(new ModelBudget(TinyHubert.sized("base"), 104).parameters()))
                .isEqualTo(94_595_200L);
    }

    /** torchaudio's hubert_large has 315,434,112 parameters, and no mask embedding of 1,024. */
    @Test
    void large_has_315_435_136_parameters_and_none_of_them_is_a_bias_of_a_convolution() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put("front", 4_206_592L);
        wanted.put("feature_projection.layer_norm", 1_024L);
        wanted.put("feature_projection.projection", 525_312L);
        wanted.put("mask_embedding", 1_024L);
        wanted.put("encoder.pos_conv", 8_389_760L);
        wanted.put("encoder.layer_norm", 2_048L);
        wanted.put("encoder.layers", 24 * 12_596_224L);
        wanted.put("heads", 1024 * 768 + 768 + 504 * 768L);
        assertThat(parameters("large")).isEqualTo(wanted);
        assertThat(backbone("large")).isEqualTo(315_435_136L);
        // SUPERB's tables have 316.61 M.
        assertThat(sum(wanted)).isEqualTo(316_609_408L);
    }

    /** torchaudio's hubert_xlarge has 962,492,544 parameters, and no mask embedding of 1,280. */
    @Test
    void xlarge_has_962_493_824_parameters() {
        assertThat(backbone("xlarge")).isEqualTo(962_493_824L);
        assertThat(parameters("xlarge").get("encoder.layers")).isEqualTo(48 * 19_677_440L);
    }

    private static long backbone(String size) {
        return TinyHubert.sized(size).card().cost().parameters();
    }

    @Test
    void base_costs_what_was_counted_block_by_block() {
        Map<String, Double> costs =
                new ModelBudget(TinyHubert.sized("base"), CLASSES).cost(10).parts();
        assertThat(costs.get(Cost.FRONT_END) / MILLION).isCloseTo(2454.3, within(0.05));
        assertThat(costs.get(Cost.PROJECTION) / MILLION).isCloseTo(19.7, within(0.05));
        assertThat(costs.get(Cost.POSITIONS) / MILLION).isCloseTo(235.9, within(0.05));
        // Of 4246.7 for products with weights and 460.8 of queries with keys and of weights with values.
        assertThat((costs.get(Cost.ATTENTION) + costs.get(Cost.FEED_FORWARD)) / MILLION)
                .isCloseTo(4246.7 + 460.8, within(0.1));
        assertThat(costs.get(Cost.FEED_FORWARD) / MILLION).isCloseTo(4246.7 * 2 / 3, within(0.05));
        // One product of normalised matrices; the published code compares the frame with the target and every class.
        assertThat(costs.get(Cost.HEAD)).isEqualTo(50.0 * 256 * (768 + 504));
        double publishedHead = 50.0 * 256 * (768 + 3 * 505);
        assertThat(publishedHead / MILLION).isCloseTo(29.2, within(0.05));
        double total = costs.values().stream().mapToDouble(c -> c).sum() - costs.get(Cost.HEAD) + publishedHead;
        assertThat(total / MILLION).isCloseTo(7447, within(1.0));
        assertThat(2 * total / 1e9).isCloseTo(14.9, within(0.05));
        assertThat(3 * 2 * total / 1e9).isCloseTo(44.7, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"1, 7.03", "5, 7.22", "12.3, 7.55", "15.6, 7.71"})
    void base_costs_more_for_longer_utterances(double seconds, double giga) {
        double flops = new ModelBudget(TinyHubert.sized("base"), CLASSES).flops(seconds);
        assertThat(flops / 2e9).isCloseTo(giga, within(0.02));
    }

    @Test
    void the_linear_head_of_row_s2_is_cheaper_than_cosines() {
        ModelBudget s2 = new ModelBudget(TinyHubert.sized("base", Map.of("head", "linear")), CLASSES);
        assertThat(s2.flops(10) / 2e9).isCloseTo(7.44, within(0.005));
        assertThat(s2.parameters().get("heads")).isEqualTo(769L * CLASSES);
    }
}
