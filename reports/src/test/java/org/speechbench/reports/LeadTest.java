package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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

/** What the first lines of a report say of who is best. */
class LeadTest {
    @TempDir
    private Path folder;

    @Test
    void an_untrained_network_that_is_best_is_called_so() {
        ReportData data = Sample.data(
                List.of(row("trained", "pretrained", 40), row("noise", "random", 30), row("fbank", "none", 50)));
        assertThat(summary(data))
                .contains("An untrained network leads on pr: no training was shown to help there.")
                .contains("noise (untrained)");
        ReportData usual = Sample.data(List.of(row("trained", "pretrained", 20), row("noise", "random", 30)));
        assertThat(summary(usual)).doesNotContain("(untrained)", "An untrained network leads");
    }

    @Test
    void a_column_where_nobody_has_learnt_anything_has_no_winner_in_any_format() {
        ReportData data = Sample.data(List.of(row("a", "pretrained", 99.2), row("b", "pretrained", 100)));
        assertThat(summary(data))
                .contains("On pr nobody has learnt anything.")
                .contains("Who is best", "Nobody has learnt anything")
                .doesNotContain("Over the next</p>", "Is that real?");
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
        assertThat(summary(classes(60, 50))).contains("On ks nobody has learnt anything.");
        assertThat(summary(classes(90, 50))).doesNotContain("nobody").contains("Leads on 1 of 1 task.", "+40.00");
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
                .contains("lead not tested: 3 speakers; at least 6 are needed", "over b: not tested", "Not shown")
                .doesNotContain("Verdicts");
    }

    @Test
    void only_a_lead_that_was_shown_makes_an_upstream_the_best() {
        ResultRow best = row("a", "pretrained", 10);
        ResultRow close = row("b", "pretrained", 11);
        ResultRow far = row("c", "pretrained", 20);
        ReportData open = Sample.data(List.of(best, close, far))
                .judged(new Standings(List.of(Compared.of(close, best, 8, 9), Compared.of(far, best, 8, 1))));
        assertThat(summary(open))
                .contains("Who leads", "undecided against b", "over b: undecided", "Not shown")
                .doesNotContain("Who is best<", "<strong>Yes");
        ReportData shown = Sample.data(List.of(best, far)).judged(new Standings(List.of(Compared.of(far, best, 8, 1))));
        assertThat(summary(shown))
                .contains(
                        "Who is best",
                        "Shown to be better than all others on 1 of 1 task.",
                        "over c: shown",
                        "<strong>Yes",
                        "better than all others, as trained models",
                        "training them again may reverse them");
    }

    @Test
    void the_top_of_the_page_answers_who_by_how_much_whether_really_and_at_what_cost() {
        ResultRow best = row("hubert", "pretrained", 10);
        ResultRow floor = row("hubert_random", "random", 30);
        ResultRow next = row("fbank", "none", 14);
        List<ResultRow> rows = new ArrayList<>(List.of(best, floor, next));
        rows.addAll(Sample.pretrainings().get("hubert"));
        String page = text(summary(Sample.data(rows)
                .judged(new Standings(List.of(Compared.of(best, floor, 12, 1), Compared.of(best, next, 12, 0.5))))));
        assertThat(page)
                .contains("3 upstreams on 1 task.", "Who is best hubert Leads on 1 of 1 task.")
                .containsPattern("Over the next \\+4.00 points \\[\\+3\\.\\d\\d, \\+4\\.\\d\\d] over fbank: shown\\.")
                .containsPattern("Over its untrained network \\+20.00 points \\[.*?] over hubert_random: shown\\.")
                .contains("Is that real? Yes", "What it cost 61.7 min of pre-training; fbank: 0 s.");
    }

    @Test
    void several_tasks_are_summed_up_by_the_least_and_the_greatest_gain() {
        String page = text(summary(Sample.data(List.of(
                row("a", "pretrained", 10),
                row("b", "pretrained", 12),
                Sample.score("a", "pretrained", "sid", Sample.ACC).of(80, 1, "quick"),
                Sample.score("b", "pretrained", "sid", Sample.ACC).of(75, 1, "quick")))));
        assertThat(page)
                .contains(
                        "Leads on 2 of 2 tasks.",
                        "Over the next +2.00 to +5.00 points Over b on 2 tasks: not tested on 2.")
                .contains(
                        "Is that real? Not shown",
                        "What it cost \u2013 Its pre-training was not measured in these runs; b: not known.");
    }

    @Test
    void upstreams_that_lead_on_as_many_tasks_are_all_named() {
        String page = text(summary(Sample.data(List.of(
                row("a", "pretrained", 10),
                row("b", "pretrained", 12),
                Sample.score("a", "pretrained", "sid", Sample.ACC).of(70, 1, "quick"),
                Sample.score("b", "pretrained", "sid", Sample.ACC).of(75, 1, "quick")))));
        assertThat(page).contains("Who leads a, b Each leads on 1 of 2 tasks.");
    }

    @Test
    void a_network_without_training_that_was_not_scored_is_said_to_be_unknown() {
        String page = text(summary(Sample.data(List.of(row("a", "pretrained", 10), row("b_random", "random", 12)))));
        assertThat(page).contains("Over its untrained network \u2013 No a small with random weights was scored.");
        assertThat(text(summary(Sample.data(List.of(row("fbank", "none", 10), row("b", "pretrained", 12))))))
                .contains("Signal processing is not trained.");
    }

    @Test
    void of_several_networks_without_training_the_configuration_tells_which_one_it_is() {
        List<ResultRow> rows =
                List.of(row("a", "pretrained", 10), row("a_random", "random", 30), row("a_plain", "random", 40));
        assertThat(text(summary(Sample.data(rows)))).contains("Several a small with random weights were scored.");
        String config = "upstreams:\n  a: {pretrained: x}\n  a_random: {pretrained: y, init: random}\n"
                + "  a_plain: {pretrained: x, init: random}\n";
        ReportData.Run run = new ReportData.Run("run", "run", null, config, List.of());
        String page = text(summary(Sample.data(List.of(run), rows, Map.of(), Map.of(), List.of(), List.of())));
        assertThat(page).contains("Over its untrained network +30.00 points over a_plain: not tested.");
    }

    @Test
    void a_single_upstream_has_nothing_to_be_compared_with() {
        String page = text(summary(Sample.data(List.of(row("a", "pretrained", 10)))));
        assertThat(page)
                .contains(
                        "Scored a The only upstream: there is nothing to compare it with.",
                        "What it cost \u2013 Its pre-training was not measured in these runs.")
                .doesNotContain("Over the next \u2013", "Is that real?");
    }

    private static String text(String markup) {
        return markup.replace("<wbr>", "")
                .replaceAll("(?s)<(svg)[ >].*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
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
