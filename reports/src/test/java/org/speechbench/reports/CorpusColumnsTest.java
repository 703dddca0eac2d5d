package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.history.History;

/** Scores of several corpora, and of several runs, side by side. */
class CorpusColumnsTest {
    private static final String ONE = "1111aaaa".repeat(8);
    private static final String OTHER = "2222bbbb".repeat(8);

    @TempDir
    private Path folder;

    @Test
    void scores_of_two_corpora_share_neither_a_column_nor_an_average_in_any_format() {
        ReportData data = read(
                run("a", score(10).onCorpus(ONE), score("b", 11).onCorpus(ONE)),
                run("b", score(20).onCorpus(OTHER), score("b", 22).onCorpus(OTHER)));
        Leaderboard board = Leaderboard.of(data);
        assertThat(board.columns())
                .extracting(column -> column.protocol().corpus())
                .containsExactly(ONE, OTHER);
        assertThat(board.upstreams()).hasSize(2);
        for (String text : List.of(
                HtmlReport.render(data),
                ReportFormat.MARKDOWN.render(data),
                ReportFormat.LATEX.render(data),
                String.join("\n", new TerminalScores(data, 100).lines()))) {
            assertThat(text).contains("corpus 1111aaaa", "corpus 2222bbbb", "10.00", "20.00");
            assertThat(text).doesNotContain("15.00", "16.50");
        }
        assertThat(HtmlReport.render(data)).contains("Several corpora of pr");
        for (String text : List.of(ReportFormat.CSV.render(data), ReportFormat.JSON.render(data))) {
            assertThat(text).contains(ONE, OTHER);
        }
    }

    @Test
    void aggregates_are_given_of_no_task_that_was_scored_on_several_corpora() {
        List<ResultRow> rows =
                List.of(superb("a", 10).onCorpus(ONE), superb("b", 20).onCorpus(OTHER));
        assertThat(new SuperbAggregates(rows).list())
                .allSatisfy(a -> assertThat(a.missing()).contains("pr per"));
        List<ResultRow> same =
                List.of(superb("a", 10).onCorpus(ONE), superb("b", 20).onCorpus(ONE));
        assertThat(new SuperbAggregates(same).list())
                .allSatisfy(a -> assertThat(a.missing()).doesNotContain("pr per"));
    }

    private static ResultRow superb(String upstream, double value) {
        return Sample.score(upstream, "pretrained", "pr", Sample.PER).of(value, 1, "superb");
    }

    @Test
    void a_history_draws_each_corpus_by_itself() {
        History history = new History(
                List.of(
                        new History.Run(
                                "2026-01-01T00:00:00Z",
                                "abc",
                                MachineKind.UNKNOWN,
                                List.of(score(10).onCorpus(ONE))),
                        new History.Run(
                                "2026-01-02T00:00:00Z",
                                "abc",
                                MachineKind.UNKNOWN,
                                List.of(score(20).onCorpus(OTHER)))),
                List.of(),
                List.of());
        assertThat(history.charts())
                .extracting(History.Chart::name)
                .anyMatch(name -> name.endsWith("corpus 1111aaaa"))
                .anyMatch(name -> name.endsWith("corpus 2222bbbb"));
    }

    @Test
    void a_failure_of_one_run_is_not_hidden_by_a_success_of_another() {
        ResultRow failed = Sample.score("a", "pretrained", "pr", Sample.PER).failed("out of memory");
        ReportData data = read(run("a", score(10)), run("b", failed));
        assertThat(data.failed()).hasSize(1);
        assertThat(HtmlReport.render(data)).contains("1 measurement failed", "out of memory", "1 failed");
        assertThat(String.join("\n", new TerminalScores(data, 100).lines())).contains("10.00 (1 failed)");
        assertThat(ReportFormat.MARKDOWN.render(data)).contains("1 failed", "out of memory");
        assertThat(ReportFormat.LATEX.render(data)).contains("1 failed");
        assertThat(ReportFormat.CSV.render(data)).contains("failed: out of memory");
    }

    @Test
    void two_runs_with_one_seed_are_not_two_seeds() {
        ReportData data = read(run("a", score(10)), run("b", score(12)));
        Leaderboard board = Leaderboard.of(data);
        Cell cell = board.cell(board.upstreams().get(0), board.columns().get(0));
        assertThat(cell.range("%")).isEqualTo("2 runs of one seed");
        assertThat(cell.interval()).isNull();
        assertThat(HtmlReport.render(data)).contains("these count as one seed").doesNotContain("\u00b1");
        ReportData copied = read(run("c", score(10)), run("d", score(10)));
        Leaderboard same = Leaderboard.of(copied);
        assertThat(same.cell(same.upstreams().get(0), same.columns().get(0)).range("%"))
                .isEqualTo("[9.30, 10.80] 2 runs of one seed");
    }

    private static ResultRow score(double value) {
        return score("a", value);
    }

    private static ResultRow score(String upstream, double value) {
        return Sample.score(upstream, "pretrained", "pr", Sample.PER).of(value, 1, "quick");
    }

    private Path run(String name, ResultRow... rows) {
        RunDirectory run = new RunDirectory(folder.resolve(name)).create();
        ResultStore store = new ResultStore(run.results());
        List.of(rows).forEach(store::append);
        return run.root();
    }

    private static ReportData read(Path... runs) {
        return ReportReader.read(List.of(runs));
    }
}
