package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.audio.ClipFile;

/** What a report does with the one before it, with damaged results, and with what may not be passed on. */
class KeptReportTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void a_report_without_scores_does_not_take_the_place_of_one_with_scores_in_any_format() throws IOException {
        ScoredRun run = run();
        for (String format : List.of("html", "csv", "json", "markdown", "latex")) {
            Path file = folder.resolve("report." + format);
            assertThat(report(run, "--format", format, "--out", file.toString()))
                    .isZero();
            String good = Files.readString(file);
            String results = Files.readString(run.files().results());
            Files.writeString(run.files().results(), results.replace(",score,", ",\"score,"));

            assertThat(report(run, "--format", format, "--out", file.toString()))
                    .as(format)
                    .isEqualTo(2);
            assertThat(shell.err()).contains("it was left as it is", "a quotation mark is out of place");
            assertThat(file).as(format).hasContent(good);
            Files.writeString(run.files().results(), results);
            assertThat(report(run, "--format", format, "--out", file.toString()))
                    .as(format)
                    .isZero();
        }
    }

    @Test
    void results_of_which_nothing_can_be_read_are_a_failure() throws IOException {
        ScoredRun run = run();
        Files.writeString(
                run.files().results(), Files.readString(run.files().results()).replace(",score,", ",\"score,"));
        assertThat(report(run)).isEqualTo(1);
        assertThat(shell.out()).contains("no scores");
        assertThat(run.files().report()).content().contains("a quotation mark is out of place");
    }

    @Test
    void one_stray_quote_costs_one_score() throws IOException {
        ScoredRun run = run();
        Files.writeString(
                run.files().results(), Files.readString(run.files().results()).replaceFirst(",score,", ",\"score,"));
        assertThat(report(run)).isZero();
        assertThat(shell.out()).contains("50.00").doesNotContain("20.00");
        assertThat(shell.err()).contains("results.csv:2: left out");
    }

    @Test
    void a_page_says_that_it_carries_recordings_and_can_do_without() {
        ScoredRun run = run();
        new ClipFile(run.files().clip("asr", "u0-0"))
                .write(new org.speechbench.datasets.audio.Waveform(new float[1600]));
        assertThat(report(run)).isZero();
        assertThat(shell.out()).contains("carries 1 recording", "--no-audio");
        assertThat(run.files().report()).content().contains("<audio", "This page carries a recording");

        assertThat(report(run, "--no-audio")).isZero();
        assertThat(shell.out()).doesNotContain("carries");
        assertThat(run.files().report()).content().doesNotContain("<audio", "data:audio", "This page carries");
    }

    @Test
    void the_report_and_the_command_say_the_same_of_a_pair() throws IOException {
        ScoredRun run = new ScoredRun(folder.resolve("run"), 1);
        for (int i = 0; i < 5; i++) {
            int shift = i;
            run.words("up" + i, "words", s -> (s + shift) % 4 + shift / 2);
        }
        assertThat(report(run, "--format", "json")).isZero();
        var cells = shell.json().path("cells");
        shell.prints("significance", run.folder(), "--baseline", "up0", "--json");
        var comparisons = shell.json().path("comparisons");
        assertThat(comparisons).hasSize(4);
        int told = 0;
        for (var comparison : comparisons) {
            for (var cell : cells) {
                if (cell.path("kind").asText().equals("score")
                        && cell.path("upstream").equals(comparison.path("upstream"))
                        && !cell.path("difference").asText().isEmpty()) {
                    assertThat(cell.path("difference").asText())
                            .contains("against up0", comparison.path("verdict").asText());
                    told++;
                }
            }
        }
        // up1 leads together with up0, and is not compared with itself.
        assertThat(told).isEqualTo(3);
    }

    @Test
    void two_runs_of_one_seed_are_no_test_and_the_page_says_why() {
        ScoredRun one = new ScoredRun(folder.resolve("one"), 1)
                .words("a", "asr", s -> 2)
                .words("b", "asr", s -> 5);
        ScoredRun two = new ScoredRun(folder.resolve("two"), 1)
                .words("a", "asr", s -> 3)
                .words("b", "asr", s -> 5);
        shell.prints("report", one.folder(), two.folder());
        assertThat(one.files().report())
                .content()
                .contains("Upstreams are not compared: Seed 1 of upstream", "count as one seed")
                .doesNotContain(folder.toString());
    }

    @Test
    void a_verdict_crosses_no_corpora() throws IOException {
        ScoredRun run = new ScoredRun(folder.resolve("run"), 1)
                .words("a", "asr", s -> 2)
                .corpus("beef0000")
                .words("b", "asr", s -> 5);
        shell.prints("significance", run.folder(), "--json");
        assertThat(shell.json().path("comparisons")).allSatisfy(c -> {
            assertThat(c.path("verdict").asText()).isEqualTo("not testable");
            assertThat(c.path("reason").asText()).contains("different corpora");
        });
    }

    @Test
    void text_that_a_spreadsheet_would_compute_is_escaped_in_csv_and_left_alone_in_results() throws IOException {
        for (String label : List.of("=1+1", "+x", "-x", "@x", "\tx")) {
            ScoredRun run = new ScoredRun(folder.resolve("run" + label.hashCode()), 1).words(label, "asr", s -> 2);
            assertThat(report(run, "--format", "csv")).isZero();
            assertThat(shell.out()).contains("'" + label).doesNotContain("score," + label);
            assertThat(run.files().results()).content().contains(label).doesNotContain("'" + label);
        }
        ScoredRun numbers = new ScoredRun(folder.resolve("numbers"), 1).words("-5", "asr", s -> 2);
        assertThat(report(numbers, "--format", "csv")).isZero();
        assertThat(shell.out()).contains("score,-5,");
    }

    private ScoredRun run() {
        return new ScoredRun(folder.resolve("run"), 1)
                .words("hubert", "asr", s -> 2)
                .words("fbank", "asr", s -> 5);
    }

    private int report(ScoredRun run, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "report";
        arguments[1] = run.folder().toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return shell.run(arguments);
    }
}
