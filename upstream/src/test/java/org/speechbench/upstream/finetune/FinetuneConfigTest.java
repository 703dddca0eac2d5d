package org.speechbench.upstream.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;

class FinetuneConfigTest {
    @Test
    void a_checkpoint_is_recognised_by_the_text_that_all_versions_wrote() {
        FinetuneConfig config = new FinetuneConfig(
                new FinetuneConfig.Schedule(3, 8, 2e-5, 0.1, 0.4, 0.5, 0.05, 0),
                new FinetuneConfig.Freezing(0.4, 1),
                new FinetuneOptions(
                        new FinetuneOptions.Regularisation(0, 0.1, 0.2),
                        new FinetuneOptions.Masking(0, 200, 0.5, 64, true)),
                new MicroBatches(4, MicroBatches.OnOutOfMemory.STOP),
                new Logging(10, 50, 100));

        assertThat(config.settings(7))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("steps", "3"),
                        Map.entry("batch_seconds", "8.0"),
                        Map.entry("learning_rate", "2.0E-5"),
                        Map.entry("stages", "0.1 0.4 0.5 0.05"),
                        Map.entry("head_only", "0.4"),
                        Map.entry("front_frozen", "1.0"),
                        Map.entry(
                                "model",
                                "FinetuneOptions[dropout=0.0, activationDropout=0.1, layerDrop=0.2,"
                                        + " timeProbability=0.0, timeMilliseconds=200.0, channelProbability=0.5,"
                                        + " channels=64, specAugment=true, clip=Infinity]"),
                        Map.entry("seed", "7"),
                        Map.entry("evaluate_every", "50"),
                        Map.entry("spec_augment_fill", "utterance mean"),
                        Map.entry("micro_batch_seconds", "4.0")));
    }
}
