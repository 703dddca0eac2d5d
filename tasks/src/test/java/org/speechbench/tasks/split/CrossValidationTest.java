package org.speechbench.tasks.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TinyCorpora;

class CrossValidationTest {
    @Test
    void each_fold_is_tested_once_with_the_next_as_dev() {
        assertThat(folds("fold1", "fold2", "fold3", "fold4", "extra"))
                .containsExactly(
                        new Fold("fold1", List.of("fold3", "fold4"), List.of("fold2"), List.of("fold1")),
                        new Fold("fold2", List.of("fold1", "fold4"), List.of("fold3"), List.of("fold2")),
                        new Fold("fold3", List.of("fold1", "fold2"), List.of("fold4"), List.of("fold3")),
                        new Fold("fold4", List.of("fold2", "fold3"), List.of("fold1"), List.of("fold4")));
    }

    @Test
    void ten_folds_are_in_the_order_of_their_numbers() {
        assertThat(folds("fold10", "fold9", "fold8", "fold7", "fold6", "fold5", "fold4", "fold3", "fold2", "fold1"))
                .extracting(Fold::name)
                .startsWith("fold1", "fold2", "fold3")
                .endsWith("fold9", "fold10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fold1,fold2",
                "fold0,fold1,fold2",
                "fold1,fold2,fold4",
                "fold0,fold1,fold2,fold3",
                "dev,test,train"
            })
    void too_few_folds_or_gaps_are_refused_and_the_error_names_what_is_there(String splits) {
        List<String> names = List.of(splits.split(","));
        assertRefused(() -> folds(names.toArray(String[]::new)), names.toString());
    }

    @Test
    void the_fold_that_is_missing_is_named_with_what_to_do() {
        assertRefused(
                () -> folds("fold1", "fold2", "fold4", "fold5"),
                "has no fold3",
                "Get the recordings of fold3 and prepare");
        assertRefused(() -> folds("fold1"), "has no fold2, fold3");
        assertRefused(() -> folds("fold0", "fold1", "fold2", "fold3"), "has fold0 beside fold1 to fold3");
        assertRefused(() -> folds("train", "dev"), "needs fold1 to foldK with K at least 3", "Name the splits");
    }

    private static List<Fold> folds(String... splits) {
        return CrossValidation.folds(
                TinyCorpora.corpus("label", List.of(splits), List.of("a")), u -> List.of(u.label("label")));
    }
}
