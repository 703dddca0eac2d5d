package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

/** What the first lines of a report say of who is best. */
class LeadTest {
    @TempDir
    private Path folder;

    @Test
    void an_untrained_network_that_is_best_is_called_so() {
        ReportData data = Sample.data(
                List.of(row("trained", "pretrained", 40), row("noise", "random", 30), row("fbank", "none", 50)));
        assertThat(summary(data))
                .contains("On pr an untrained network leads, noise: no training was shown to help there.")
                .contains("noise (untrained)");
        ReportData usual = Sample.data(List.of(row("trained", "pretrained", 20), row("noise", "random", 30)));
        assertThat(summary(usual)).doesNotContain("untrained");
    }

    @Test
    void a_column_where_nobody_has_learnt_anything_has_no_winner_in_any_format() {
        ReportData data = Sample.data(List.of(row("a", "pretrained", 99.2), row("b", "pretrained", 100)));
        assertThat(summary(data))
                .contains("On pr nobody has learnt anything (PER 99.20 % at best), so nobody wins.")
                .doesNotContain("best on pr");
        assertThat(HtmlReport.render(data)).doesNotContain("num best");
        assertThat(String.join("\n", new TerminalScores(data, 100).lines()))
                .contains("pr: nobody has learnt anything")
                .doesNotContain("99.20*");
        assertThat(ReportFormat.CSV.render(data)).doesNotContain(",true,");
        ReportData learnt = Sample.data(List.of(row("a", "pretrained", 80), row("b", "pretrained", 100)));
        assertThat(HtmlReport.render(learnt)).contains("num best");
    }

    @Test
    void an_accuracy_is_that_of_guessing_where_the_most_frequent_class_alone_gives_as_much() {
        assertThat(summary(classes(60, 50))).contains("On ks nobody has learnt anything (accuracy 60.00 % at best)");
        assertThat(summary(classes(90, 50))).doesNotContain("nobody").contains("leads on ks");
    }

    @Test
    void failures_are_counted_in_the_first_line_though_nobody_wins() {
        ReportData data = Sample.data(List.of(
                Sample.score("a", "pretrained", "pr", Sample.PER).failed("out of memory"),
                Sample.score("b", "pretrained", "pr", Sample.PER).failed("out of memory")));
        assertThat(summary(data)).contains("2 upstreams on 1 task, <strong>2 measurements failed</strong>.");
    }

    @Test
    void a_lead_that_was_not_tested_says_why() {
        ResultRow best = row("a", "pretrained", 10);
        ResultRow other = row("b", "pretrained", 20);
        String page = summary(
                Sample.data(List.of(best, other)).judged(new Standings(List.of(Compared.of(other, best, 3, 1)))));
        assertThat(page)
                .contains("leads on pr", "lead not tested: 3 speakers; at least 6 are needed")
                .doesNotContain("Verdicts");
    }

    @Test
    void only_a_lead_that_was_shown_makes_an_upstream_the_best() {
        ResultRow best = row("a", "pretrained", 10);
        ResultRow close = row("b", "pretrained", 11);
        ResultRow far = row("c", "pretrained", 20);
        ReportData open = Sample.data(List.of(best, close, far))
                .judged(new Standings(List.of(Compared.of(close, best, 8, 9), Compared.of(far, best, 8, 1))));
        assertThat(summary(open)).contains("leads on pr", "undecided against b").doesNotContain("is better than");
        ReportData shown = Sample.data(List.of(best, far)).judged(new Standings(List.of(Compared.of(far, best, 8, 1))));
        assertThat(summary(shown))
                .contains(
                        "a</strong> is better than all others on 1 task",
                        "best on pr",
                        "better than all others, as trained models",
                        "training them again may reverse them");
    }

    /** Half of the references are of one class. */
    private ReportData classes(double first, double second) {
        RunDirectory run = new RunDirectory(folder.resolve("r" + first)).create();
        ResultStore store = new ResultStore(run.results());
        Metric accuracy = Sample.ACC;
        List<PredictionLine> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(new PredictionLine("u" + i, "s" + i, i < 6 ? "yes" : "no" + i, "yes"));
        }
        for (String upstream : List.of("a", "b")) {
            store.append(Sample.score(upstream, "pretrained", "ks", accuracy)
                    .of(upstream.equals("a") ? first : second, 1, "quick"));
            new PredictionFile(run.predictions(upstream, "ks", "test")).write(lines);
        }
        return ReportReader.read(List.of(run.root()));
    }

    private static ResultRow row(String upstream, String init, double value) {
        return Sample.score(upstream, init, "pr", Sample.PER).of(value, 1, "quick");
    }

    private static String summary(ReportData data) {
        return new SummarySection(data).build().build().render();
    }
}
