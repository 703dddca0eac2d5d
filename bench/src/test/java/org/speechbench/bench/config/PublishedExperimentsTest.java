package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.bench.Home;

/** The experiments that claim to be as published, number by number. */
class PublishedExperimentsTest {
    private static Map<String, PretrainEntry> pretrain(String file) {
        return new ConfigReader()
                .read(List.of(Home.find().root().resolve("experiments").resolve(file)), List.of())
                .config()
                .pretrain();
    }

    private static PretrainEntry row(String label) {
        PretrainEntry entry = pretrain("fast-hubert-ladder.yaml").get(label);
        assertThat(entry).as(label).isNotNull();
        return entry;
    }

    @Test
    void hubert_base_starts_from_100_clusters_of_mfcc_for_250_000_updates() {
        PretrainEntry first = pretrain("hubert-base-published.yaml").get("iteration_1");
        assertThat(first.provider()).isEqualTo("hubert");
        assertThat(first.size()).isEqualTo("base");
        assertThat(first.settings()).isEmpty();
        assertThat(first.steps()).isEqualTo(250_000);
        // 1.4 million samples on each of 32 GPUs.
        assertThat(first.batchSeconds()).isEqualTo(32 * 1_400_000 / 16_000.0);
        assertThat(first.maskMilliseconds()).isEqualTo(200);
        isHuberts(first);
        assertRecipe(first);
    }

    private static void isHuberts(PretrainEntry entry) {
        assertThat(entry.featureGradientScale()).isEqualTo(0.1);
        assertThat(entry.featurePenalty()).isEqualTo(10);
        assertThat(entry.cropSeconds()).containsExactly(2.0, 250_000 / 16_000.0);
    }

    private static void assertRecipe(PretrainEntry entry) {
        assertThat(entry.cropToShortest()).isTrue();
        assertThat(entry.maskProbability()).isEqualTo(0.8);
        assertThat(entry.learningRate()).isEqualTo(5e-4);
        // 32,000 of 400,000 updates.
        assertThat(entry.warmup()).isEqualTo(0.08);
        assertThat(entry.weightDecay()).isEqualTo(0.01);
        assertThat(entry.clip()).isEqualTo(10);
        assertThat(entry.dropout()).isEqualTo(0.1);
        assertThat(entry.layerDrop()).isEqualTo(0.05);
        assertThat(entry.unmaskedWeight()).isZero();
        assertThat(entry.temperature()).isEqualTo(0.1);
    }

    @Test
    void every_row_of_the_ladder_has_the_published_recipe() {
        Map<String, PretrainEntry> rows = pretrain("fast-hubert-ladder.yaml");
        assertThat(rows).containsOnlyKeys("hubert", "s1", "s2", "s3", "s5", "s6", "s5_ils");
        rows.values().forEach(entry -> {
            assertRecipe(entry);
            assertThat(entry.size()).isEqualTo("base");
            assertThat(entry.steps()).isEqualTo(400_000);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "hubert, hubert, , cosine, 20",
        "s1, fast_hubert, 1, cosine, 20",
        "s2, hubert, , linear, 20",
        "s3, fast_hubert, 1, linear, 20",
        "s5, fast_hubert, 2, linear, 40",
        "s6, fast_hubert, 3, linear, 80",
        "s5_ils, fast_hubert, 2, linear, 40"
    })
    void a_row_has_its_front_end_head_and_spans_of_ten_frames(
            String label, String provider, String convolutions, String head, int milliseconds) {
        PretrainEntry entry = row(label);
        assertThat(entry.provider()).isEqualTo(provider);
        assertThat(entry.settings().get("convolutions")).isEqualTo(convolutions);
        assertThat(entry.settings().getOrDefault("head", "cosine")).isEqualTo(head);
        assertThat(entry.maskMilliseconds()).isEqualTo(10 * milliseconds);
        assertThat(entry.settings().containsKey("intermediate")).isEqualTo(label.equals("s5_ils"));
        if (provider.equals("hubert")) {
            isHuberts(entry);
        } else {
            // In the released configuration, but without effect there; 1562 frames.
            assertThat(entry.featureGradientScale()).isEqualTo(1);
            assertThat(entry.featurePenalty()).isZero();
            assertThat(entry.cropSeconds()).containsExactly(2.0, 15.62);
        }
    }

    @Test
    void rows_from_s5_on_have_a_larger_batch() {
        assertThat(row("s3").batchSeconds()).isEqualTo(2_800);
        for (String label : List.of("s5", "s6", "s5_ils")) {
            assertThat(row(label).batchSeconds()).isGreaterThan(2_800);
        }
    }
}
