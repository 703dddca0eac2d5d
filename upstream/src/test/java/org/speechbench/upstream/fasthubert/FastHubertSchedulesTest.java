package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamSpec;

class FastHubertSchedulesTest {
    private static PublishedSchedule schedule(String size, Map<String, String> settings) {
        return new FastHubertProvider()
                .publishedSchedule(
                        UpstreamSpec.of("fast_hubert", size, 1, Precision.FP32).with(settings));
    }

    @Test
    void base_has_heard_280_epochs_of_960_hours() {
        assertThat(schedule("base", Map.of()).audioSeconds()).isEqualTo(280 * 960 * 3600.0);
        assertThat(schedule("base", Map.of("intermediate", "true"))).isEqualTo(schedule("base", Map.of()));
    }

    /** Over 8 x 1.1 days these would be some 1,270 audio-seconds a second on each V100. */
    @Test
    void it_agrees_with_the_published_days() {
        assertThat(schedule("base", Map.of()).audioSeconds() / (8 * 1.1 * 86_400))
                .isBetween(1200.0, 1350.0);
    }

    @Test
    void other_sizes_and_rows_have_none() {
        assertThat(schedule("small", Map.of())).isEqualTo(PublishedSchedule.NONE);
        assertThat(schedule("base", Map.of("convolutions", "3"))).isEqualTo(PublishedSchedule.NONE);
        assertThat(schedule("base", Map.of("utterance_mean", "true"))).isEqualTo(PublishedSchedule.NONE);
    }
}
