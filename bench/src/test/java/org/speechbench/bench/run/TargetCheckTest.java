package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.bench.Services;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;

/** Classes, folds and targets that do not go together. */
class TargetCheckTest {
    private static final Task TASK = Services.load().tasks().get("ks");
    private static final Utterance UTTERANCE = new Utterance("u1", Path.of("u1.wav"), 0, "", "train", Map.of());

    @ParameterizedTest
    @CsvSource({
        "SYMBOLS, 0, false",
        "SYMBOLS, 1, true",
        "SYMBOLS, 3, true",
        "SYMBOLS, 4, false",
        "SYMBOLS, -1, false",
        "CLASSES, 0, true",
        "CLASSES, 3, true",
        "CLASSES, 4, false",
        "CLASSES, -1, false",
        "FREE, 9, true",
    })
    void a_class_that_there_is_not_is_refused_before_it_is_trained_on(TargetKind kind, int target, boolean good) {
        TargetCheck check = new TargetCheck(TASK, targets(4, 4, List.of(4)), kind);
        if (good) {
            assertThatCode(() -> check.requireTarget(UTTERANCE, new int[] {target}))
                    .doesNotThrowAnyException();
        } else {
            assertRefused(
                    () -> check.requireTarget(UTTERANCE, new int[] {target}),
                    TASK.getClass().getName(),
                    "has the target [" + target + "] for utterance u1");
        }
    }

    @Test
    void one_class_of_each_group_is_wanted() {
        TargetCheck check = new TargetCheck(TASK, targets(5, 5, List.of(2, 3)), TargetKind.CLASSES);
        assertThatCode(() -> check.requireTarget(UTTERANCE, new int[] {1, 2})).doesNotThrowAnyException();
        for (int[] target : List.of(new int[] {}, new int[] {1}, new int[] {2, 2}, new int[] {1, 2, 0})) {
            assertRefused(() -> check.requireTarget(UTTERANCE, target), "groups of [2, 3] classes");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "4, 3, 4", "4, 4, 3", "-1, 0, -1"})
    void classes_names_and_groups_are_as_many(int classes, int names, int grouped) {
        TargetEncoder targets = targets(classes, names, List.of(grouped));
        assertRefused(
                () -> new TargetCheck(TASK, targets, TargetKind.CLASSES),
                "has " + classes + " classes, names of " + names);
    }

    @Test
    void a_task_has_a_fold_and_each_fold_a_test_split() {
        TargetCheck check = new TargetCheck(TASK, targets(4, 4, List.of(4)), TargetKind.SYMBOLS);
        assertThatThrownBy(() -> check.requireFolds(List.of())).hasMessageContaining("has no folds");
        assertThatThrownBy(
                        () -> check.requireFolds(List.of(new Fold("all", List.of("train"), List.of("dev"), List.of()))))
                .hasMessageContaining("a fold without a test split");
    }

    private static TargetEncoder targets(int classes, int names, List<Integer> groups) {
        return new TargetEncoder() {
            @Override
            public int classes() {
                return classes;
            }

            @Override
            public int[] encode(Utterance utterance) {
                return new int[0];
            }

            @Override
            public List<String> decode(int[] output) {
                return List.of();
            }

            @Override
            public List<Integer> groups() {
                return groups;
            }

            @Override
            public List<String> names() {
                return Collections.nCopies(names, "x");
            }
        };
    }
}
