package org.speechbench.tasks.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TinyCorpora;

class TrainDevTestTest {
    @Test
    void further_test_splits_follow_test_and_other_splits_are_left_alone() {
        assertThat(folds("test-other", "train", "extra", "dev", "test", "test-a"))
                .containsExactly(
                        new Fold("all", List.of("train"), List.of("dev"), List.of("test", "test-a", "test-other")));
    }

    @Test
    void libri_speech_splits_are_those_of_superb() {
        assertThat(folds(
                        "dev-clean",
                        "dev-other",
                        "test-clean",
                        "test-other",
                        "test-a",
                        "train-clean-100",
                        "train-clean-360"))
                .containsExactly(new Fold(
                        "all",
                        List.of("train-clean-100"),
                        List.of("dev-clean"),
                        List.of("test-clean", "test-a", "test-other")));
    }

    @Test
    void a_single_split_that_begins_with_the_role_will_do() {
        assertThat(folds("train-small", "dev-other", "test-other"))
                .containsExactly(new Fold("all", List.of("train-small"), List.of("dev-other"), List.of("test-other")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev,test", "test,train", "dev,train", "dev,test,train-a,train-b"})
    void a_missing_or_ambiguous_split_is_refused_and_the_error_names_what_is_there(String splits) {
        List<String> names = List.of(splits.split(","));
        assertRefused(() -> folds(names.toArray(String[]::new)), names.toString());
    }

    private static List<Fold> folds(String... splits) {
        return TrainDevTest.fold(
                TinyCorpora.corpus("label", List.of(splits), List.of("a")), u -> List.of(u.label("label")));
    }
}
