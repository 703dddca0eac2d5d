package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;
import org.speechbench.upstream.UpstreamSpec;

class HubertSchedulesTest {
    private static PublishedSchedule schedule(String size, Map<String, String> settings) {
        return new HubertProvider()
                .publishedSchedule(
                        UpstreamSpec.of("hubert", size, 1, Precision.FP32).with(settings));
    }

    @Test
    void base_has_two_iterations_of_2800_seconds_an_update() {
        assertThat(schedule("base", Map.of()).stages())
                .extracting(Stage::name, Stage::audioSeconds)
                .containsExactly(tuple("iteration 1", 250_000 * 2800.0), tuple("iteration 2", 400_000 * 2800.0));
        assertThat(schedule("base", Map.of()).audioSeconds()).isEqualTo(1.82e9);
    }

    @Test
    void large_has_one_of_128_times_56_seconds() {
        assertThat(schedule("large", Map.of()).audioSeconds()).isEqualTo(400_000 * 128 * 56.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "tiny", "small"})
    void sizes_of_ours_have_none(String size) {
        assertThat(schedule(size, Map.of())).isEqualTo(PublishedSchedule.NONE);
    }

    @Test
    void neither_have_variants_but_for_how_padding_is_read() {
        assertThat(schedule("base", Map.of("head", "linear"))).isEqualTo(PublishedSchedule.NONE);
        assertThat(schedule("base", Map.of("masked_frames", "decoder"))).isEqualTo(PublishedSchedule.NONE);
        assertThat(schedule("base", Map.of("padding", "published"))).isEqualTo(schedule("base", Map.of()));
    }
}
