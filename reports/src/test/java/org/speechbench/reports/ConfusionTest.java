package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.reports.significance.TaskColumn;

class ConfusionTest {
    private static final TaskColumn COLUMN =
            TaskColumn.of(Sample.score("a", "none", "er", Sample.ACC).of(50, 1, "quick"));

    @Test
    void few_classes_are_counted_by_name() {
        Confusion confusion = Confusion.of(
                "a",
                COLUMN,
                List.of(line("joy", "joy"), line("joy", "fear"), line("joy", "fear"), line("fear", "fear")));
        assertThat(confusion.classes()).containsExactly("fear", "joy");
        assertThat(confusion.counts()).containsExactly(List.of(1, 0), List.of(2, 1));
        assertThat(confusion.right()).isEqualTo(2);
        assertThat(confusion.worst()).isEqualTo("joy taken for fear 2 times");
    }

    @Test
    void of_many_classes_the_most_confused_are_kept_and_nothing_is_lost() {
        List<PredictionLine> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add(line("class" + i, "class" + i));
        }
        lines.add(line("class29", "class7"));
        Confusion confusion = Confusion.of("a", COLUMN, lines);
        assertThat(confusion.classes())
                .hasSize(Confusion.MOST_CLASSES)
                .contains("class29", "class7")
                .endsWith("19 others");
        assertThat(confusion.all()).isEqualTo(31);
        assertThat(confusion.right()).isEqualTo(30);
    }

    private static PredictionLine line(String reference, String hypothesis) {
        return new PredictionLine("id", "s", reference, hypothesis);
    }
}
