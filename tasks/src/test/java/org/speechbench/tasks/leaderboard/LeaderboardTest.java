package org.speechbench.tasks.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.datasets.hub.HubName;

class LeaderboardTest {
    private static List<PublishedRow> scored() {
        return PublishedRow.published().stream()
                .filter(r -> r.superbS() != null)
                .toList();
    }

    private static Stream<PublishedRow> averaged() {
        return PublishedRow.published().stream().filter(r -> r.overall() != null);
    }

    private static Map<LeaderboardColumn, Double> values(String upstream) {
        return PublishedRow.published().stream()
                .filter(r -> r.upstream().equals(upstream))
                .findFirst()
                .orElseThrow()
                .values();
    }

    /** Figures of the board itself; it counts from unrounded rows, we from rounded ones. */
    @ParameterizedTest
    @CsvSource({
        "fbank, 0",
        "HuBERT-base, 941",
        "wav2vec2-base, 818",
        "DistilHuBERT, 717",
        "LightHuBERT-small, 901",
        "HuBERT-large, 919",
        "wav2vec2-large, 914",
        "wav2vec, 529",
        "TERA, 150",
        "WavLM-large, 1145"
    })
    void the_score_of_a_published_row_is_the_published_score(String upstream, int score) {
        assertThat(SuperbScore.superbS(values(upstream)).orElseThrow()).isCloseTo(score, within(1.0));
    }

    @ParameterizedTest
    @MethodSource("scored")
    void every_row_that_has_a_score_has_ours(PublishedRow row) {
        assertThat(SuperbScore.superbS(row.values()).orElseThrow())
                .as(row.upstream())
                .isCloseTo(row.superbS(), within(1.0));
    }

    @ParameterizedTest
    @MethodSource("averaged")
    void the_overall_score_is_the_mean_of_eleven_numbers(PublishedRow row) {
        assertThat(SuperbScore.overall(row.values()).orElseThrow())
                .as(row.upstream())
                .isCloseTo(row.overall(), within(0.06));
    }

    @Test
    void checkpoints_are_names_of_models_on_the_hub_each_named_once() {
        List<String> checkpoints = PublishedRow.published().stream()
                .map(PublishedRow::checkpoint)
                .filter(name -> !name.isEmpty())
                .toList();
        assertThat(checkpoints)
                .contains("facebook/hubert-base-ls960", "microsoft/wavlm-base-plus")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(HubName.of(name)).isPresent());
    }

    @Test
    void a_row_that_lacks_a_column_has_no_score() {
        Map<LeaderboardColumn, Double> values = new EnumMap<>(values("HuBERT-base"));
        values.remove(LeaderboardColumn.QBE);
        assertThat(SuperbScore.superbS(values)).isEmpty();
        assertThat(SuperbScore.overall(values)).isEmpty();
    }
}
