package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.LearningRate;
import org.speechbench.upstream.training.StepStatistics;

/** Constants that no experiment file states, against the published recipes. */
class PublishedRecipeTest {
    @Test
    void adam_has_the_published_constants() {
        assertThat(AdamOptions.PRETRAINING).isEqualTo(new AdamOptions(0.9, 0.98, 1e-6, 0.01, 10));
    }

    @Test
    void the_rate_rises_for_32_000_of_400_000_updates_and_falls_linearly_to_zero() {
        LearningRate rate = LearningRate.of(5e-4, 0.08, 400_000);
        assertThat(rate.warmup()).isEqualTo(32_000);
        assertThat(rate.at(15_999)).isCloseTo(2.5e-4, within(1e-12));
        assertThat(rate.at(31_999)).isCloseTo(5e-4, within(1e-12));
        assertThat(rate.at(216_000)).isCloseTo(2.5e-4, within(1e-12));
        assertThat(rate.at(400_000)).isZero();
    }

    @Test
    void log_mel_values_are_those_of_80_bins_of_16_bit_samples() {
        assertThat(FbankOptions.FAST_HUBERT).isEqualTo(new FbankOptions(80, FbankOptions.Taper.POVEY, true));
    }

    @Test
    void an_unmasked_frame_costs_nothing_in_the_published_loss() {
        PretrainOptions published = new PretrainOptions(0.1, 0.05, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        try (NDManager m = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                StepStatistics steps = new StepStatistics(m, MaskedStatistics.of(List.of(), 0))) {
            float[] statistics = {6, 9, 1, 1, 2, 3, 0.5f};
            steps.add(0, m.create(statistics), m.create(2f), 1);
            steps.read();
            // 6 / 2 masked frames and 10 times the mean square.
            assertThat(MaskedStatistics.report(steps, published).get("loss")).isCloseTo(3 + 10 * 0.5, within(1e-6));
        }
    }
}
