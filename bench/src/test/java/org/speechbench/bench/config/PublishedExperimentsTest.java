package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.Home;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.PhoneCtc;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.labels.KmeansLayer;
import org.speechbench.upstream.labels.KmeansMfcc;

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
        assertThat(first.targets()).isEqualTo(new KmeansMfcc(100, false, 5_000_000, "published"));
        isHuberts(first);
        assertRecipe(first);
    }

    @Test
    void hubert_base_goes_on_with_500_clusters_of_layer_6_of_its_first_iteration_for_400_000_updates() {
        PretrainEntry first = pretrain("hubert-base-published.yaml").get("iteration_1");
        PretrainEntry second = pretrain("hubert-base-published.yaml").get("iteration_2");
        assertThat(second.provider()).isEqualTo("hubert");
        assertThat(second.size()).isEqualTo("base");
        assertThat(second.steps()).isEqualTo(400_000);
        assertThat(second.batchSeconds()).isEqualTo(first.batchSeconds());
        assertThat(second.maskMilliseconds()).isEqualTo(200);
        assertThat(second.targets()).isEqualTo(new KmeansLayer("iteration_1", "", "", "", 6, 500, 500_000));
        isHuberts(second);
        assertRecipe(second);
    }

    /** fairseq's hubert_large_librivox.yaml. */
    @Test
    void hubert_large_has_its_own_rate_clipping_and_batch_and_no_dropout() {
        PretrainEntry large = pretrain("hubert-large-published.yaml").get("large");
        assertThat(large.provider()).isEqualTo("hubert");
        assertThat(large.size()).isEqualTo("large");
        assertThat(large.steps()).isEqualTo(400_000);
        // 900,000 samples on each of 128 GPUs.
        assertThat(large.batchSeconds()).isEqualTo(128 * 900_000 / 16_000.0);
        assertThat(large.maskGroupSeconds()).isEqualTo(900_000 / 16_000.0);
        assertThat(large.learningRate()).isEqualTo(1.5e-3);
        assertThat(large.clip()).isEqualTo(1);
        assertThat(large.dropout()).isZero();
        assertThat(large.layerDrop()).isZero();
        assertThat(large.featureGradientScale()).isEqualTo(1);
        assertThat(large.featurePenalty()).isEqualTo(10);
        assertThat(large.warmup() * large.steps()).isEqualTo(32_000);
        assertThat(large.weightDecay()).isEqualTo(0.01);
        assertThat(large.unmaskedWeight()).isZero();
        assertThat(large.temperature()).isEqualTo(0.1);
        assertThat(large.maskProbability()).isEqualTo(0.8);
        assertThat(large.maskMilliseconds()).isEqualTo(200);
        assertThat(large.cropToShortest()).isTrue();
        assertThat(large.cropSeconds()).containsExactly(2.0, 250_000 / 16_000.0);
        assertThat(large.targets())
                .isEqualTo(new KmeansLayer("", "hubert-base-ls960", "hubert", "base", 9, 500, 500_000));
        UpstreamSpec options = UpstreamSpec.of("hubert", "large", 1, Precision.BF16);
        assertThat(new HubertProvider().publishedSchedule(options).audioSeconds())
                .isEqualTo(large.steps() * large.batchSeconds());
    }

    @Test
    void the_experiments_hear_as_much_as_the_published_schedule_of_hubert() {
        UpstreamSpec base = UpstreamSpec.of("hubert", "base", 1, Precision.BF16);
        PretrainEntry first = pretrain("hubert-base-published.yaml").get("iteration_1");
        PretrainEntry second = pretrain("hubert-base-published.yaml").get("iteration_2");
        assertThat(row("hubert").steps() * row("hubert").batchSeconds())
                .isEqualTo(second.steps() * second.batchSeconds());
        assertThat(new HubertProvider().publishedSchedule(base).stages())
                .extracting(PublishedSchedule.Stage::audioSeconds)
                .containsExactly(first.steps() * first.batchSeconds(), second.steps() * second.batchSeconds());
    }

    private static void isHuberts(PretrainEntry entry) {
        assertThat(entry.featureGradientScale()).isEqualTo(0.1);
        assertThat(entry.featurePenalty()).isEqualTo(10);
        assertThat(entry.cropSeconds()).containsExactly(2.0, 250_000 / 16_000.0);
    }

    private static void assertRecipe(PretrainEntry entry) {
        assertThat(entry.cropToShortest()).isTrue();
        assertThat(entry.maskProbability()).isEqualTo(0.8);
        // 1.4 million samples on one device.
        assertThat(entry.maskGroupSeconds()).isEqualTo(1_400_000 / 16_000.0);
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
        assertThat(rows).containsOnlyKeys("hubert", "s1", "s2", "s3", "s5", "s6", "s5_ils", "s7", "s8");
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
        "s5_ils, fast_hubert, 2, linear, 40",
        "s7, fast_hubert, 2, linear, 40",
        "s8, fast_hubert, 2, linear, 40"
    })
    void a_row_has_its_front_end_head_and_spans_of_ten_frames(
            String label, String provider, String convolutions, String head, int milliseconds) {
        PretrainEntry entry = row(label);
        assertThat(entry.provider()).isEqualTo(provider);
        assertThat(entry.settings().get("convolutions")).isEqualTo(convolutions);
        assertThat(entry.settings().getOrDefault("head", "cosine")).isEqualTo(head);
        assertThat(entry.maskMilliseconds()).isEqualTo(10 * milliseconds);
        assertThat(entry.settings().containsKey("intermediate"))
                .isEqualTo(List.of("s5_ils", "s8").contains(label));
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

    @Test
    void rows_s7_and_s8_are_s5_and_its_intermediate_form_with_phones_that_a_recogniser_finds() {
        PretrainEntry s7 = row("s7");
        PretrainEntry s8 = row("s8");
        assertThat(s7.targets()).isEqualTo(new PhoneCtc("phones", "", "", "", 0.2));
        assertThat(s8.targets()).isEqualTo(s7.targets());
        assertThat(s7.settings()).isEqualTo(row("s5").settings());
        assertThat(s8.settings()).isEqualTo(row("s5_ils").settings()).containsEntry("intermediate", "true");
        assertThat(List.of(s7.batchSeconds(), s8.batchSeconds()))
                .containsOnly(row("s5").batchSeconds());
        assertRecipe(s7);
        assertRecipe(s8);
    }

    /** Read off the log of the published Fast-HuBERT's fine-tuning. */
    @Test
    void the_recogniser_of_the_ladder_is_fine_tuned_as_the_published_fast_hubert() {
        FinetuneEntry phones = finetune("fast-hubert-ladder.yaml", "phones");
        assertThat(phones.steps()).isEqualTo(80_000);
        assertThat(phones.batchSeconds()).isEqualTo(8 * 87.5);
        assertThat(phones.learningRate()).isEqualTo(3e-5);
        assertThat(List.of(phones.warmup(), phones.hold(), phones.decay())).containsExactly(0.1, 0.4, 0.5);
        assertThat(phones.headOnly() * phones.steps()).isEqualTo(10_000);
        assertThat(phones.specAugment()).isTrue();
        assertThat(phones.timeMaskProbability()).isZero();
        assertThat(phones.frontFrozen()).isEqualTo(1);
        assertThat(phones.layerDrop()).isEqualTo(0.1);
        assertThat(phones.activationDropout()).isEqualTo(0.1);
    }

    @Test
    void hubert_base_is_fine_tuned_on_ten_hours_as_published() {
        FinetuneEntry asr = finetune("hubert-finetune-published.yaml", "asr");
        assertThat(asr.steps()).isEqualTo(25_000);
        assertThat(asr.learningRate()).isEqualTo(2e-5);
        assertThat(Math.round(asr.warmup() * asr.steps())).isEqualTo(8_000);
        assertThat(asr.hold()).isZero();
        assertThat(Math.round(asr.decay() * asr.steps())).isEqualTo(72_000);
        assertThat(asr.finalScale()).isEqualTo(0.05);
        assertThat(asr.headOnly() * asr.steps()).isEqualTo(10_000);
        assertThat(asr.frontFrozen()).isEqualTo(1);
        assertThat(asr.timeMaskProbability()).isEqualTo(0.75);
        assertThat(asr.timeMaskMilliseconds()).isEqualTo(200);
        assertThat(asr.channelMaskProbability()).isEqualTo(0.5);
        assertThat(asr.channelMaskChannels()).isEqualTo(64);
        assertThat(asr.dropout()).isZero();
        assertThat(asr.activationDropout()).isEqualTo(0.1);
        assertThat(asr.layerDrop()).isEqualTo(0.1);
        assertThat(asr.clip()).isZero();
    }

    private static FinetuneEntry finetune(String file, String label) {
        FinetuneEntry entry = new ConfigReader()
                .read(List.of(Home.find().root().resolve("experiments").resolve(file)), List.of())
                .config()
                .finetune()
                .get(label);
        assertThat(entry).as(label).isNotNull();
        return entry;
    }
}
