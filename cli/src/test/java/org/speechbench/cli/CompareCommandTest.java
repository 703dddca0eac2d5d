package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.reports.compare.TimedRun;
import org.w3c.dom.Element;

class CompareCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void a_planted_slow_down_ends_with_one_and_is_named() {
        Path before = baseline(5);
        Path now = timed("now", 2)
                .speedUp("train_step", 3.2, 0.9)
                .speedUp("encode", 2, 1)
                .write();

        assertThat(compare(before, now)).isEqualTo(1);
        assertThat(shell.out()).containsPattern("(?m)^worse +fast_hubert tiny, train_step, speed-up");
        assertThat(shell.out()).containsPattern("(?m)^(no loss|undecided|equal.*) +fast_hubert tiny, encode");
        assertThat(shell.out()).contains("1 worse", "6 sessions").doesNotContain("1 missing");
        assertThat(compare(before, now, "--max-regression", "25%")).isZero();
    }

    @Test
    void a_comparison_in_which_nothing_can_be_tested_is_no_success() throws Exception {
        Path before = baseline(1);
        Path now = timed("now", 2)
                .speedUp("train_step", 3.2, 1)
                .speedUp("encode", 2, 1)
                .write();
        assertThat(compare(before, now)).isEqualTo(2);
        assertThat(shell.out()).contains("not testable", "2 sessions; at least 6 are needed", "the 0 of 2 figures");
        assertThat(shell.err()).contains("nothing could be compared");
        assertThat(compare(before, now, "--require-equal", "--json")).isEqualTo(2);
        assertThat(shell.json().get("family").asText()).startsWith("Family: the 0 of 2 figures");
    }

    @Test
    void what_is_undecided_is_neither_pass_nor_fail_unless_asked() {
        Path before = baseline(5);
        Path now = timed("now", 2)
                .speedUp("train_step", 3.2, 0.95)
                .speedUp("encode", 2, 1)
                .write();
        assertThat(compare(before, now)).isZero();
        assertThat(shell.out()).containsPattern("(?m)^undecided ");
        assertThat(compare(before, now, "--require-equal")).isEqualTo(1);
    }

    @Test
    void a_session_counts_once_by_whatever_path_or_copy_it_is_given() throws Exception {
        Path before = baseline(4);
        Path now = timed("now", 2)
                .speedUp("train_step", 3.2, 0.5)
                .speedUp("encode", 2, 1)
                .write();
        Path copy = folder.resolve("copy");
        Files.createDirectory(copy);
        for (String file : List.of("results.csv", "rounds.csv", "provenance.json")) {
            Files.copy(now.resolve(file), copy.resolve(file));
        }
        Path otherPath = now.resolveSibling("copy").resolve("../now");
        assertThat(compare(before, now, now, otherPath, copy)).isEqualTo(2);
        assertThat(shell.out())
                .contains("5 sessions; at least 6 are needed")
                .contains(now + " is named twice; it counts once.")
                .contains(otherPath + " is the same session as " + now + "; it counts once.")
                .contains(copy + " is the same session as " + now + "; it counts once.");
    }

    @Test
    void a_session_of_the_baseline_that_is_also_current_counts_once() {
        Path before = baseline(5);
        assertThat(compare(before, folder.resolve("session1"))).isEqualTo(2);
        assertThat(shell.out())
                .contains("5 sessions; at least 6 are needed")
                .contains("is on both sides; it counts as current only.");
    }

    @Test
    void a_run_does_not_differ_from_itself_and_nothing_is_measured_to_confirm_it() {
        Path run = timed("a", 1).speedUp("encode", 2, 1).write();
        assertThat(shell.run("compare", run, run)).isEqualTo(2);
        assertThat(shell.out())
                .contains("no difference: both are the same measurement")
                .contains(run + " is on both sides: a measurement does not differ from itself.");

        Path score = scored("score", s -> 2 + s % 2);
        assertThat(shell.prints("compare", score, score)).contains("+0.00 [+0.00, +0.00] points", "is on both sides");
    }

    @Test
    void seeds_of_one_label_are_told_apart() {
        Path run = folder.resolve("seeds");
        for (int seed = 1; seed <= 2; seed++) {
            new ScoredRun(run, seed).words("up", "words", s -> 2).recorded();
        }
        assertThat(shell.prints("compare", run, run, "--only", "scores"))
                .contains("up@1 tiny, words", "up@2 tiny, words");
        assertThat(shell.prints("compare", scored("a", s -> 2), scored("b", s -> 2)))
                .contains("up tiny, words")
                .doesNotContain("up@");
    }

    @Test
    void a_baseline_that_cannot_be_checked_out_is_not_confirmed_in_silence() {
        Path before = timed("a", 1)
                .created("2026-01-02T03:04:05Z", "c0ffee-dirty")
                .speedUp("encode", 2, 1)
                .write();
        Path now = timed("b", 2).speedUp("encode", 2, 1).write();
        assertThat(shell.refuses("compare", before, now)).contains("'c0ffee-dirty'", "--no-confirm");
    }

    @Test
    void power_is_told_without_measuring() throws Exception {
        shell.prints("compare", "--power", "--out", folder);
        assertThat(shell.out())
                .containsPattern("(?m)^speeds +minutes +half width +loss 5 % +loss 7 %")
                .containsPattern("(?m)^ratios of speeds +minutes")
                .containsPattern("(?m)^80 rounds ")
                .contains("6 figures at once", "4.0 % of speeds and 6.4 % of ratios, assumed")
                .contains("20 rounds, fixed beforehand");
        Path config = Files.writeString(
                folder.resolve("t.yaml"),
                "title: T\ndata: synthetic\nthroughput: { upstreams: [hubert], size: tiny, rounds: 30 }\n");
        shell.prints("compare", "--power", config, "--out", folder, "--json");
        assertThat(shell.json().get("figures").asInt()).isEqualTo(2);
        assertThat(shell.json().get("choices").findValuesAsText("rounds"))
                .containsExactly("10", "20", "30", "40", "80");
    }

    @Test
    void recorded_rounds_tell_the_power_of_the_next_comparison() {
        shell.prints("compare", baseline(2), "--power", "--out", folder);
        assertThat(shell.out()).contains("that of the ratios in ").doesNotContain("assumed");
    }

    @Test
    void markdown_is_one_table_with_everything_escaped() {
        Path before = baseline(5);
        Path now = timed("c|d", 2)
                .speedUp("train_step", 3.2, 0.8)
                .speedUp("encode", 2, 1)
                .write();

        assertThat(compare(before, now, "--markdown")).isEqualTo(1);
        assertThat(shell.out())
                .startsWith("### speechbench: worse\n")
                .contains("| **worse** | fast\\_hubert tiny, train\\_step, speed-up,")
                .contains("c\\|d");
    }

    @Test
    void json_and_junit_say_the_same() throws Exception {
        Path before = baseline(5);
        Path now = timed("b", 2)
                .speedUp("train_step", 3.2, 0.8)
                .speedUp("encode", 2, 1)
                .score(1, 10, 1)
                .write();
        Path xml = folder.resolve("compare.xml");

        assertThat(compare(before, now, "--json", "--junit", xml)).isEqualTo(1);
        JsonNode json = shell.json();
        assertThat(json.get("schema").asInt()).isEqualTo(2);
        assertThat(json.get("fails").asBoolean()).isTrue();
        JsonNode worse = json.get("figures").get(0);
        assertThat(worse.get("verdict").asText()).isEqualTo("worse");
        assertThat(worse.get("interval").get(1).asDouble()).isLessThan(0.95);
        assertThat(worse.get("estimate").asDouble()).isBetween(0.75, 0.85);
        assertThat(worse.get("p").asDouble()).isLessThan(0.05);
        assertThat(worse.get("units").get("name").asText()).isEqualTo("sessions");
        assertThat(worse.get("baseline_rounds")).hasSize(5);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(Integer.parseInt(suite.getAttribute("skipped"))).isGreaterThanOrEqualTo(1);
    }

    @Test
    void runs_of_two_kinds_of_machine_are_refused_but_for_their_scores() {
        Path before = timed("a", 1)
                .machine("One CPU")
                .speedUp("train_step", 3, 1)
                .score(1, 10, 1)
                .write();
        Path now = timed("b", 2)
                .machine("Other CPU")
                .speedUp("train_step", 3, 1)
                .score(1, 10, 1)
                .write();

        assertThat(shell.refuses("compare", before, now)).contains("processor One CPU and Other CPU", "--revisions");
        assertThat(shell.run("compare", before, now, "--only", "scores")).isEqualTo(2);
        assertThat(shell.out())
                .contains("hubert tiny, pr, PER", "no predictions")
                .doesNotContain("train_step");
    }

    @Test
    void a_score_is_worse_if_its_predictions_show_it() {
        Path before = scored("before", s -> 2 + s % 2);
        assertThat(shell.prints("compare", before, scored("same", s -> 2 + s % 2), "--only", "scores"))
                .contains("equal within the margin", "no loss over 1 point");
        assertThat(shell.run("compare", before, scored("worse", s -> 5 + s % 3), "--only", "scores"))
                .isEqualTo(1);
        assertThat(shell.out()).contains("worse");
        assertThat(shell.prints("compare", before, scored("one", s -> s == 3 ? 9 : 2 + s % 2), "--only", "scores"))
                .contains("undecided (could hide");
    }

    @Test
    void that_nobody_makes_an_error_does_not_show_that_nothing_was_lost() {
        Path before = scored("before", s -> 0);
        assertThat(shell.prints("compare", before, scored("same", s -> 0), "--only", "scores"))
                .contains("undecided (could hide")
                .doesNotContain("no loss over");
    }

    /** A run of one score of eight speakers. */
    private Path scored(String name, IntUnaryOperator errors) {
        return new ScoredRun(folder.resolve(name), 1)
                .words("up", "words", errors)
                .recorded()
                .folder();
    }

    @Test
    void what_was_given_wrongly_is_said() {
        assertThat(shell.refuses("compare", "a")).contains("wanted BASELINE and CURRENT");
        assertThat(shell.refuses("compare", "--max-regression", "much", "a", "b"))
                .contains("wanted for example 5% or 0.05");
        assertThat(shell.refuses("compare", "--revisions", "HEAD", "HEAD", "--set", "throughput.rounds=3"))
                .contains("3 rounds; at least 6 are needed");
    }

    @Test
    void kept_runs_show_their_figures_over_revisions_and_known_changes() throws Exception {
        Path history = folder.resolve("history");
        Path known = Files.writeString(
                folder.resolve("known.yaml"),
                "changes:\n  - { date: 2026-01-03, figures: train_step, note: masks are hashed }\n");
        for (int day = 1; day <= 4; day++) {
            TimedRun kept = timed("r" + day, day).created("2026-01-0" + day + "T00:00:00Z", "c0ffee0" + day + "00");
            Path added = kept.speedUp("train_step", 3 + day, 1).write();
            shell.prints("history", "add", added, "--to", history);
        }
        shell.prints("history", "show", "--history", history, "--known-changes", known);
        assertThat(shell.out().lines().toList())
                .containsExactly(
                        "train_step, speed-up, 4 x 4.0 s, bf16, tiny, x, some-cpu-2-threads",
                        "run                  fast_hubert  known change",
                        "2026-01-01 c0ffee01  4.00",
                        "2026-01-02 c0ffee02  5.00",
                        "2026-01-03 c0ffee03  6.00         masks are hashed",
                        "2026-01-04 c0ffee04  7.00");

        Path page = folder.resolve("report.html");
        shell.prints("report", folder.resolve("r4"), "--out", page, "--history", history, "--known-changes", known);
        assertThat(Files.readString(page)).contains("id=\"history\"", "masks are hashed", "4 kept runs");
    }

    @Test
    void a_run_is_kept_when_it_ends_and_its_report_draws_those_before_it_as_well() throws Exception {
        Path history = folder.resolve("history");
        Path config = Files.writeString(
                folder.resolve("er.yaml"),
                "title: Kept\n"
                        + "data: synthetic\n"
                        + "limit: 12\n"
                        + "upstreams: { fbank: { provider: fbank } }\n"
                        + "tasks: { er: { task: er, manifest: manifests/er.tsv, steps: 5, learning_rates: [0.01] } }\n");
        for (String name : List.of("first", "second")) {
            Path out = folder.resolve(name);
            shell.prints("run", config, "--out", out, "--history", history);
        }
        assertThat(folder.resolve("second/report.html")).content().contains("2 kept runs");
    }

    @Test
    void a_history_is_drawn_in_html_only() {
        assertThat(shell.refuses("report", folder, "--format", "csv", "--history", folder))
                .contains("--history is drawn in html")
                .contains("csv");
    }

    @Test
    void a_file_of_known_changes_that_is_none_is_an_error() throws Exception {
        Path known = Files.writeString(folder.resolve("known.yaml"), "changes:\n  - { date: soon, note: x }\n");
        Path history = folder.resolve("history");
        shell.run(
                "history", "add", timed("a", 1).speedUp("encode", 2, 1).write().toString(), "--to", history.toString());
        assertThat(shell.refuses("history", "show", "--history", history, "--known-changes", known))
                .contains("is no list of known changes", "YYYY-MM-DD");
    }

    /** Sessions of one revision. */
    private Path baseline(int sessions) {
        Path all = folder.resolve("baselines");
        for (int i = 1; i <= sessions; i++) {
            Path run = timed("session" + i, 100 + i)
                    .created("2026-01-0" + i + "T00:00:00Z", "0123456789abcdef")
                    .speedUp("train_step", 3.2, 1)
                    .speedUp("encode", 2, 1)
                    .write();
            shell.prints("baseline", run, "--into", all);
        }
        return all;
    }

    private int compare(Path before, Path now, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("compare", before, now, "--no-confirm"));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray());
    }

    private TimedRun timed(String name, long seed) {
        return new TimedRun(folder.resolve(name), seed);
    }
}
