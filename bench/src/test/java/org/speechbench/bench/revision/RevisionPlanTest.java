package org.speechbench.bench.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Home;
import org.speechbench.reports.compare.RoundNoise;
import org.speechbench.reports.compare.Thresholds;

class RevisionPlanTest {
    @Test
    void the_usual_experiment_has_six_figures_and_its_rounds_find_what_the_sentence_says() {
        ThroughputEntry entry = new ConfigReader()
                .read(List.of(Home.find().experiment("regression.yaml")), List.of())
                .config()
                .throughput();
        RevisionPlan plan =
                RevisionPlan.of(entry, "bf16", Device.cpu(), Services.load(), RoundNoise.ASSUMED, Thresholds.USUAL);

        // Speeds of two upstreams in two benchmarks, and two ratios.
        assertThat(plan.figures()).isEqualTo(6);
        // 160 processes of 4.1 s, and two builds of 90 s.
        assertThat(plan.minutes(20)).isCloseTo((160 * 4.1 + 180) / 60, within(1e-9));
        // A step of HuBERT that takes 4 s is longer than the warm-up of 1 s and each of three iterations of 0.5 s.
        RoundNoise recorded = new RoundNoise(0.04, 0.064, Map.of("train_step hubert", 4.0), "recorded");
        assertThat(RevisionPlan.of(entry, "bf16", Device.cpu(), Services.load(), recorded, Thresholds.USUAL)
                        .minutes(20))
                .isCloseTo(plan.minutes(20) + 40 * (4 * 4 - 2.5) / 60, within(1e-9));
        assertThat(plan.ofSpeeds(20).worse(-Math.log(0.9))).isGreaterThan(0.99);
        assertThat(plan.ofRatios(20).worse(-Math.log(0.9))).isBetween(0.78, 0.9);
        assertThat(plan.sentence())
                .startsWith("20 rounds, fixed beforehand: a loss of 8 % of a speed or 10 % of a ratio");
    }
}
