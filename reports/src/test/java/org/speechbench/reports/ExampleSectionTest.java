package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.tasks.metric.ErrorRateScorer;

class ExampleSectionTest {
    private static final Metric PER = ErrorRateScorer.PER;

    @TempDir
    Path folder;

    @Test
    void the_utterances_with_the_most_errors_are_aligned_and_their_text_is_text() {
        ReportData data = read(
                new PredictionLine("good", "s", "A B", "A B"),
                new PredictionLine("worst", "s", "A B C", "X C <b>"),
                new PredictionLine("bad", "s", "A", ""));
        assertThat(data.answers().examples()).singleElement().satisfies(w -> assertThat(w.worst())
                .extracting(u -> u.utterance().id() + " " + u.utterance().errors())
                .containsExactly("worst 3", "bad 1"));
        String page = new ExampleSection(data).build().build().render();
        assertThat(page)
                .contains(
                        "<h3>pr, test</h3>",
                        "own</summary>",
                        "worst: 3 errors",
                        "bad: 1 error<",
                        "&lt;b&gt;",
                        ">D<",
                        ">I<")
                .contains("Fewest errors", "good: no error")
                .doesNotContain("<b>", "<audio");
    }

    @Test
    void a_damaged_prediction_file_is_a_warning_and_no_section() {
        ReportData data = read();
        RunDirectory run = new RunDirectory(folder);
        org.speechbench.core.AtomicFiles.write(run.predictions("own", "pr", "test"), "nonsense\n");
        ReportData damaged = ReportReader.read(List.of(folder));
        assertThat(new ExampleSection(damaged).build().isEmpty()).isTrue();
        assertThat(damaged.warnings()).anyMatch(w -> w.contains("own.pr.test.tsv"));
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void what_cannot_be_told_from_the_best_is_marked_as_undecided() {
        ResultRow best = row("best", 20);
        ResultRow close = row("close", 21);
        ResultRow far = row("far", 60);
        ReportData data = Sample.data(List.of(best, close, far))
                .judged(new Standings(List.of(Compared.of(close, best, 8, 9), Compared.of(best, far, 8, 2))));
        String page = new ScoreTable(data).section().build().render();
        assertThat(page)
                .contains(
                        "\u2606 </span><span>20.",
                        "? </span><span>21.",
                        "against best: +1.00",
                        "undecided, p ",
                        "against best: +40.00",
                        "worse, p ");
        assertThat(page).doesNotContain("? </span><span>60.");
        ReportData proven =
                Sample.data(List.of(best, far)).judged(new Standings(List.of(Compared.of(best, far, 8, 2))));
        assertThat(new ScoreTable(proven).section().build().render()).contains("\u2605 </span><span>20.");
        String untested = new ScoreTable(Sample.data(List.of(best, close)))
                .section()
                .build()
                .render();
        assertThat(untested).doesNotContain("? <");
    }

    private static ResultRow row(String upstream, double value) {
        return Sample.score(upstream, "pretrained", "pr", PER).of(value, 1, "quick");
    }

    private ReportData read(PredictionLine... lines) {
        RunDirectory run = new RunDirectory(folder).create();
        new ResultStore(run.results()).append(row("own", 40));
        new PredictionFile(run.predictions("own", "pr", "test")).write(List.of(lines));
        ReportData data = ReportReader.read(List.of(folder));
        return Sample.data(
                data.runs(), data.rows(), Map.of(), Map.of(), List.of(), List.of(), data.answers(), Standings.NONE);
    }
}
