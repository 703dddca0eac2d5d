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
import org.speechbench.upstream.pretrain.PretrainConfig;

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
        assertThat(first.training().schedule().steps()).isEqualTo(250_000);
        // 1.4 million samples on each of 32 GPUs.
        assertThat(first.training().schedule().batchSeconds()).isEqualTo(32 * 1_400_000 / 16_000.0);
        assertThat(first.training().masking().milliseconds()).isEqualTo(200);
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
        assertThat(second.training().schedule().steps()).isEqualTo(400_000);
        assertThat(second.training().schedule().batchSeconds())
                .isEqualTo(first.training().schedule().batchSeconds());
        assertThat(second.training().masking().milliseconds()).isEqualTo(200);
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
        assertThat(large.training().schedule().steps()).isEqualTo(400_000);
        // 900,000 samples on each of 128 GPUs.
        assertThat(large.training().schedule().batchSeconds()).isEqualTo(128 * 900_000 / 16_000.0);
        assertThat(large.training().masking().groupSeconds()).isEqualTo(900_000 / 16_000.0);
        assertThat(large.training().schedule().learningRate()).isEqualTo(1.5e-3);
        assertThat(large.training().schedule().clip()).isEqualTo(1);
        assertThat(large.training().model().dropout()).isZero();
        assertThat(large.training().model().layerDrop()).isZero();
        assertThat(large.training().model().featureGradientScale()).isEqualTo(1);
        assertThat(large.training().model().featurePenalty()).isEqualTo(10);
        assertThat(large.training().schedule().warmup()
                        * large.training().schedule().steps())
                .isEqualTo(32_000);
        assertThat(large.training().schedule().weightDecay()).isEqualTo(0.01);
        assertThat(large.training().model().unmaskedWeight()).isZero();
        assertThat(large.training().model().temperature()).isEqualTo(0.1);
        assertThat(large.training().masking().probability()).isEqualTo(0.8);
        assertThat(large.training().masking().milliseconds()).isEqualTo(200);
        assertThat(large.training().crops().to()).isEqualTo(PretrainConfig.CropLength.SHORTEST);
        assertThat(large.training().crops().seconds()).containsExactly(2.0, 250_000 / 16_000.0);
        assertThat(large.targets())
                .isEqualTo(new KmeansLayer("", "hubert-base-ls960", "hubert", "base", 9, 500, 500_000));
        UpstreamSpec options = UpstreamSpec.of("hubert", "large", 1, Precision.BF16);
        assertThat(new HubertProvider().publishedSchedule(options).audioSeconds())
                .isEqualTo(large.training().schedule().steps()
                        * large.training().schedule().batchSeconds());
    }

    @Test
    void the_experiments_hear_as_much_as_the_published_schedule_of_hubert() {
        UpstreamSpec base = UpstreamSpec.of("hubert", "base", 1, Precision.BF16);
        PretrainEntry first = pretrain("hubert-base-published.yaml").get("iteration_1");
        PretrainEntry second = pretrain("hubert-base-published.yaml").get("iteration_2");
        assertThat(row("hubert").training().schedule().steps()
                        * row("hubert").training().schedule().batchSeconds())
                .isEqualTo(second.training().schedule().steps()
                        * second.training().schedule().batchSeconds());
        assertThat(new HubertProvider().publishedSchedule(base).stages())
                .extracting(PublishedSchedule.Stage::audioSeconds)
                .containsExactly(
                        first.training().schedule().steps()
                                * first.training().schedule().batchSeconds(),
                        second.training().schedule().steps()
                                * second.training().schedule().batchSeconds());
    }

    private static void isHuberts(PretrainEntry entry) {
        assertThat(entry.training().model().featureGradientScale()).isEqualTo(0.1);
        assertThat(entry.training().model().featurePenalty()).isEqualTo(10);
        assertThat(entry.training().crops().seconds()).containsExactly(2.0, 250_000 / 16_000.0);
    }

    private static void assertRecipe(PretrainEntry entry) {
        assertThat(entry.training().crops().to()).isEqualTo(PretrainConfig.CropLength.SHORTEST);
        assertThat(entry.training().masking().probability()).isEqualTo(0.8);
        // 1.4 million samples on one device.
        assertThat(entry.training().masking().groupSeconds()).isEqualTo(1_400_000 / 16_000.0);
        assertThat(entry.training().schedule().learningRate()).isEqualTo(5e-4);
        // 32,000 of 400,000 updates.
        assertThat(entry.training().schedule().warmup()).isEqualTo(0.08);
        assertThat(entry.training().schedule().weightDecay()).isEqualTo(0.01);
        assertThat(entry.training().schedule().clip()).isEqualTo(10);
        assertThat(entry.training().model().dropout()).isEqualTo(0.1);
        assertThat(entry.training().model().layerDrop()).isEqualTo(0.05);
        assertThat(entry.training().model().unmaskedWeight()).isZero();
        assertThat(entry.training().model().temperature()).isEqualTo(0.1);
    }

    @Test
    void every_row_of_the_ladder_has_the_published_recipe() {
        Map<String, PretrainEntry> rows = pretrain("fast-hubert-ladder.yaml");
        assertThat(rows).containsOnlyKeys("hubert", "s1", "s2", "s3", "s5", "s6", "s5_ils", "s7", "s8");
        rows.values().forEach(entry -> {
            assertRecipe(entry);
            assertThat(entry.size()).isEqualTo("base");
            assertThat(entry.training().schedule().steps()).isEqualTo(400_000);
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
        assertThat(entry.training().masking().milliseconds()).isEqualTo(10 * milliseconds);
        assertThat(entry.settings().containsKey("intermediate"))
                .isEqualTo(List.of("s5_ils", "s8").contains(label));
        if (provider.equals("hubert")) {
            isHuberts(entry);
        } else {
            // In the released configuration, but without effect there; 1562 frames.
            assertThat(entry.training().model().featureGradientScale()).isEqualTo(1);
            assertThat(entry.training().model().featurePenalty()).isZero();
            assertThat(entry.training().crops().seconds()).containsExactly(2.0, 15.62);
        }
    }

    @Test
    void rows_from_s5_on_have_a_larger_batch() {
        assertThat(row("s3").training().schedule().batchSeconds()).isEqualTo(2_800);
        for (String label : List.of("s5", "s6", "s5_ils")) {
            assertThat(row(label).training().schedule().batchSeconds()).isGreaterThan(2_800);
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
        assertThat(List.of(
                        s7.training().schedule().batchSeconds(),
                        s8.training().schedule().batchSeconds()))
                .containsOnly(row("s5").training().schedule().batchSeconds());
        assertRecipe(s7);
        assertRecipe(s8);
    }

    /** Read off the log of the published Fast-HuBERT's fine-tuning. */
    @Test
    void the_recogniser_of_the_ladder_is_fine_tuned_as_the_published_fast_hubert() {
        FinetuneEntry phones = finetune("fast-hubert-ladder.yaml", "phones");
        assertThat(phones.training().schedule().steps()).isEqualTo(80_000);
        assertThat(phones.training().schedule().batchSeconds()).isEqualTo(8 * 87.5);
        assertThat(phones.training().schedule().learningRate()).isEqualTo(3e-5);
        assertThat(List.of(
                        phones.training().schedule().warmup(),
                        phones.training().schedule().hold(),
                        phones.training().schedule().decay()))
                .containsExactly(0.1, 0.4, 0.5);
        assertThat(phones.training().freezing().headOnly()
                        * phones.training().schedule().steps())
                .isEqualTo(10_000);
        assertThat(phones.training().model().masking().specAugment()).isTrue();
        assertThat(phones.training().model().masking().timeProbability()).isZero();
        assertThat(phones.training().freezing().frontFrozen()).isEqualTo(1);
        assertThat(phones.training().model().regularisation().layerDrop()).isEqualTo(0.1);
        assertThat(phones.training().model().regularisation().activationDropout())
                .isEqualTo(0.1);
    }

    @Test
    void hubert_base_is_fine_tuned_on_ten_hours_as_published() {
        FinetuneEntry asr = finetune("hubert-finetune-published.yaml", "asr");
        assertThat(asr.training().schedule().steps()).isEqualTo(25_000);
        assertThat(asr.training().schedule().learningRate()).isEqualTo(2e-5);
        assertThat(Math.round(asr.training().schedule().warmup()
                        * asr.training().schedule().steps()))
                .isEqualTo(8_000);
        assertThat(asr.training().schedule().hold()).isZero();
        assertThat(Math.round(asr.training().schedule().decay()
                        * asr.training().schedule().steps()))
                .isEqualTo(72_000);
        assertThat(asr.training().schedule().finalScale()).isEqualTo(0.05);
        assertThat(asr.training().freezing().headOnly()
                        * asr.training().schedule().steps())
                .isEqualTo(10_000);
        assertThat(asr.training().freezing().frontFrozen()).isEqualTo(1);
        assertThat(asr.training().model().masking().timeProbability()).isEqualTo(0.75);
        assertThat(asr.training().model().masking().timeMilliseconds()).isEqualTo(200);
        assertThat(asr.training().model().masking().channelProbability()).isEqualTo(0.5);
        assertThat(asr.training().model().masking().channels()).isEqualTo(64);
        assertThat(asr.training().model().regularisation().dropout()).isZero();
        assertThat(asr.training().model().regularisation().activationDropout()).isEqualTo(0.1);
        assertThat(asr.training().model().regularisation().layerDrop()).isEqualTo(0.1);
        assertThat(asr.training().schedule().clip()).isZero();
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
