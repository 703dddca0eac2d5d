package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.bench.config.SweepEntry;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.TaskFilter;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.downstream.CellResult;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.ks.KsTask;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.upstream.EncodeBatches;

class CellRowsTest {
    @Test
    void what_is_odd_about_labels_batches_and_what_was_left_out_stands_beside_a_score() {
        TaskEntry entry = new TaskEntry(
                "ks",
                new TaskEntry.Data("ks.tsv", "", new TaskFilter("", List.of()), Splits.unchanged(), ""),
                Preset.QUICK,
                List.of(),
                0,
                new SweepEntry(1, 0, false),
                -1,
                false,
                null);
        PlannedTask task = new PlannedTask(
                "ks",
                entry,
                new KsTask(),
                new Corpus("ks", "", List.of()),
                List.of(),
                List.of("training has no utterance of 'nine' (test)"),
                "c0ffee");
        CellRows rows = new CellRows(
                new SeededLabel("fbank", 1, 1),
                new Subject("fbank", "fbank", "", "none", "d", false),
                "fp32",
                new EncodeBatches(80),
                task,
                1);
        CellResult.TestResult test = new CellResult.TestResult(
                "test", new Score(AccuracyScorer.ACCURACY, 50, 2, new Score.Interval(0, 100)), List.of(), List.of());
        CellResult result = new CellResult(
                1,
                new CellResult.TrainedHead("mean_pool_linear()", 1),
                List.of(test),
                List.of(),
                0.1,
                List.of(),
                new CellResult.Counts(3, 0, 0, 2),
                1);
        assertThat(rows.scores(result)).singleElement().satisfies(row -> assertThat(row.detail())
                .isEqualTo("training has no utterance of 'nine' (test); encoded in batches of up to 80 s; "
                        + "2 utterances are shorter than a frame"));
    }
}
