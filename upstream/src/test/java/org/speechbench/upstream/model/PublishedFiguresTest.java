package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;

/** Cards against the published parameter counts and a separate count of a training step's cost. */
class PublishedFiguresTest {
    private static UpstreamCard card(UpstreamProvider provider, String size) {
        return provider.describe(UpstreamSpec.of(provider.name(), size, 1, Precision.FP32));
    }

    @Test
    void hubert_base_has_the_published_number_of_parameters() {
        assertThat(card(new HubertProvider(), "base").cost().parameters()).isEqualTo(94_371_712L);
    }

    @Test
    void fast_hubert_base_has_the_published_number_of_parameters() {
        assertThat(card(new FastHubertProvider(), "base").cost().parameters()).isEqualTo(93_204_352L);
    }

    @Test
    void a_training_step_of_hubert_base_costs_45_gflop_per_second_of_audio() {
        assertThat(card(new HubertProvider(), "base").cost().gigaFlopsPerSecond())
                .isCloseTo(44.7, within(0.3));
    }

    @Test
    void a_training_step_of_fast_hubert_base_costs_15_gflop_per_second_of_audio() {
        assertThat(card(new FastHubertProvider(), "base").cost().gigaFlopsPerSecond())
                .isCloseTo(14.7, within(0.2));
    }

    @Test
    void frame_rates_are_50_and_25_hz() {
        assertThat(card(new HubertProvider(), "base").frameRate()).isEqualTo(50);
        assertThat(card(new FastHubertProvider(), "base").frameRate()).isEqualTo(25);
    }

    @Test
    void layers_and_width_are_the_published_ones() {
        assertThat(card(new HubertProvider(), "base").layers()).isEqualTo(13);
        assertThat(card(new HubertProvider(), "large").layers()).isEqualTo(25);
        assertThat(card(new HubertProvider(), "large").hiddenSize()).isEqualTo(1024);
    }
}
