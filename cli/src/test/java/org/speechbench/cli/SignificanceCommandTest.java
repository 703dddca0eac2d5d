package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Claims;

class SignificanceCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void an_upstream_that_is_better_for_every_speaker_is_better() throws IOException {
        ScoredRun run = run(1).words("old", "words", s -> 4).words("new", "words", s -> s % 2 == 0 ? 1 : 2);

        JsonNode only = only(json(run));
        assertThat(only.get("upstream").asText()).isEqualTo("new");
        assertThat(only.get("baseline").asText()).isEqualTo("old");
        assertThat(only.get("verdict").asText()).isEqualTo("better");
        assertThat(only.get("upstream_value").asDouble()).isEqualTo(15);
        assertThat(only.get("baseline_value").asDouble()).isEqualTo(40);
        assertThat(only.get("difference").asDouble()).isEqualTo(-25);
        assertThat(only.get("high").asDouble()).isNegative();
        assertThat(only.get("p").asDouble()).isLessThan(0.001);
        assertThat(only.get("scope").asText()).isEqualTo("these models");
        assertThat(only.get("detectable").asDouble()).isPositive();
    }

    @Test
    void tables_of_one_task_on_two_corpora_are_told_apart() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> 1).words("b", "words", s -> 2);
        run.corpus("beef0000".repeat(8)).words("a", "words", s -> 1).words("b", "words", s -> 2);
        assertThat(significance(List.of(run))).as(shell.err()).isZero();
        assertThat(shell.out()).contains("words, corpus c0ffee00, test:", "words, corpus beef0000, test:");
    }

    @Test
    void more_errors_are_worse_and_more_right_answers_better() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> 1)
                .words("b", "words", s -> s % 2 == 0 ? 4 : 5)
                .folds("a", "moods", s -> 1)
                .folds("b", "moods", s -> 3 + s % 2);
        assertThat(json(run).get("comparisons").findValuesAsText("verdict")).containsExactly("worse", "better");
    }

    @Test
    void the_same_answers_leave_it_undecided() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> s % 3).words("b", "words", s -> s % 3);

        JsonNode only = only(json(run));
        assertThat(only.get("verdict").asText()).isEqualTo("undecided");
        assertThat(only.get("difference").asDouble()).isZero();
        assertThat(only.get("p").asDouble()).isEqualTo(1);
    }

    @Test
    void a_difference_that_one_speaker_of_many_carries_is_undecided() throws IOException {
        ScoredRun run = run(1).speakers(20).words("a", "words", s -> 2).words("b", "words", s -> s == 7 ? 10 : 2);
        assertThat(only(json(run)).get("verdict").asText()).isEqualTo("undecided");
    }

    @Test
    void of_five_speakers_nothing_is_claimed_and_nothing_is_corrected_for_them() throws IOException {
        ScoredRun few = run(1).speakers(5).words("a", "few", s -> 9).words("b", "few", s -> 1);
        few.speakers(6).words("a", "six", s -> 9).words("b", "six", s -> s % 2);

        JsonNode all = json(few);
        assertThat(all.get("comparisons").findValuesAsText("verdict")).containsExactly("not testable", "better");
        JsonNode five = all.get("comparisons").get(0);
        assertThat(five.has("p") || five.has("low")).isFalse();
        assertThat(five.get("difference").asDouble()).isEqualTo(-80);
        assertThat(five.get("n").asInt()).isEqualTo(5);
        assertThat(five.get("reason").asText()).contains("at least 6 are needed");
        assertThat(all.get("tested").asInt()).isEqualTo(1);
    }

    @Test
    void seeds_are_pooled_and_what_one_of_them_shows_alone_may_vanish() throws IOException {
        ScoredRun lucky = run(1).words("a", "words", s -> 4).words("b", "words", s -> 2 + s % 2);
        ScoredRun unlucky = run(2).words("a", "words", s -> 4).words("b", "words", s -> s < 4 ? 8 : 2);

        assertThat(only(json(lucky)).get("verdict").asText()).isEqualTo("better");
        JsonNode pooled = only(json(lucky, unlucky));
        assertThat(pooled.get("verdict").asText()).isEqualTo("undecided");
        assertThat(pooled.get("upstream_value").asDouble()).isEqualTo((25 + 50) / 2.0);
        assertThat(pooled.get("pretrain_seeds").asInt()).isEqualTo(2);
        assertThat(pooled.get("scope").asText()).isEqualTo("these models");
        assertThat(pooled.get("upstream_by_training").get(0).asDouble()).isCloseTo(25, within(1e-9));
        assertThat(pooled.get("upstream_by_training").get(1).asDouble()).isCloseTo(50, within(1e-9));
    }

    @Test
    void with_three_pre_training_seeds_the_finding_is_about_the_recipe_and_the_seeds_are_part_of_its_error()
            throws IOException {
        List<ScoredRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            int wrong = seed == 2 ? 1 : 5;
            runs.add(run(seed).recipe("r").words("a", "words", s -> 6 + s % 2).words("b", "words", s -> wrong));
        }
        JsonNode recipes = only(json(runs));
        assertThat(recipes.get("scope").asText()).isEqualTo("this recipe");
        assertThat(recipes.get("pretrain_seeds").asInt()).isEqualTo(3);
        assertThat(recipes.get("verdict").asText()).isEqualTo("undecided");
        assertThat(only(json(runs.get(0))).get("verdict").asText()).isEqualTo("better");

        ScoredRun other = run(4).recipe("another").words("a", "words", s -> 5).words("b", "words", s -> 2);
        runs.add(other);
        assertThat(only(json(runs)).get("reason").asText()).contains("'a' is not the same upstream in all runs");
    }

    @Test
    void students_of_one_teacher_count_as_one_training_and_those_of_an_unknown_one_as_these_models()
            throws IOException {
        List<ScoredRun> one = new ArrayList<>();
        List<ScoredRun> unknown = new ArrayList<>();
        List<ScoredRun> each = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            one.add(students(seed, 1L));
            unknown.add(students(seed + 10, null));
            each.add(students(seed + 20, seed));
        }
        assertThat(only(json(one)).get("scope").asText()).isEqualTo("these models");
        assertThat(only(json(one)).get("pretrain_seeds").asInt()).isEqualTo(1);
        assertThat(only(json(unknown)).get("scope").asText()).isEqualTo("these models");
        assertThat(only(json(each)).get("scope").asText()).isEqualTo("this recipe");
        assertThat(only(json(each)).get("pretrain_seeds").asInt()).isEqualTo(3);
    }

    private ScoredRun students(long seed, @Nullable Long teacher) {
        return run(seed)
                .recipe("r", teacher)
                .words("a", "words", s -> 6 + s % 2)
                .words("b", "words", s -> 5);
    }

    @Test
    void only_planned_claims_are_tested_with_their_margin_and_the_others_have_no_verdict() throws IOException {
        Claims claims = new Claims("a", List.of("b"), List.of("words"), Map.of("wer", 30.0), Claims.Scope.MODELS, 0);
        ScoredRun run = run(1).words("a", "words", s -> 5)
                .words("b", "words", s -> 3 + s % 2)
                .words("c", "words", s -> 1)
                .claims(claims);

        JsonNode all = json(run);
        assertThat(all.get("tested").asInt()).isEqualTo(1);
        assertThat(all.get("comparisons").findValuesAsText("verdict"))
                .containsExactly("equal within the margin", "not testable", "not testable");
        assertThat(all.get("comparisons").get(0).get("margin").asDouble()).isEqualTo(30);
        assertThat(all.get("comparisons").get(1).get("reason").asText()).contains("planned before the run");
        assertThat(all.get("comparisons").get(1).get("difference").asDouble()).isEqualTo(-40);

        ScoredRun unplanned = run(2).words("a", "words", s -> 5)
                .words("b", "words", s -> 3 + s % 2)
                .words("c", "words", s -> 1);
        assertThat(json(run, unplanned).get("tested").asInt()).isEqualTo(3);
    }

    @Test
    void the_baseline_of_a_plan_is_what_others_are_compared_with() throws IOException {
        Claims claims = new Claims("c", List.of("a"), List.of("words"), Map.of(), Claims.Scope.MODELS, 0);
        JsonNode all = json(threeUpstreams(1).claims(claims)).get("comparisons");
        assertThat(all.findValuesAsText("baseline")).containsExactly("a", "c", "c");
        assertThat(all.findValuesAsText("upstream")).containsExactly("b", "a", "b");
    }

    @Test
    void everyone_is_told_which_plan_was_applied() throws IOException {
        ScoredRun one = threeUpstreams(1).claims(claims(List.of("b", "c"), 0));
        ScoredRun two = threeUpstreams(2).claims(claims(List.of("c", "b"), 0));

        JsonNode planned = json(one, two);
        assertThat(planned.get("tested").asInt()).as("in whatever order").isEqualTo(2);
        assertThat(planned.get("family").asText())
                .isEqualTo("Family: the 2 comparisons planned in " + one.files().provenance()
                        + " and in those of the other runs before the run.");

        significance(List.of(one));
        assertThat(shell.out())
                .contains("Family: the 2 comparisons planned in ", "seed1/provenance.json before the run.");
        shell.prints("report", one.folder(), "--format", "markdown");
        assertThat(shell.out())
                .contains("- Family: the 2 comparisons planned in seed1/provenance.json before the run.");
        shell.prints("report", one.folder());
        assertThat(shell.out()).contains("Family: the 2 comparisons planned in seed1/provenance.json");
        assertThat(one.files().report())
                .content()
                .contains("Family: the 2 comparisons planned in seed1/provenance.json");

        ScoredRun none = threeUpstreams(3);
        assertThat(json(none).get("family").asText()).isEqualTo("Family: no plan, so all 3 pairs of what was given.");
        assertThat(json(one, none).get("family").asText())
                .isEqualTo("Family: the plans of these runs differ: " + one.folder() + "; " + none.folder()
                        + ", which has none, so all 3 pairs of what was given.");
        ScoredRun other = threeUpstreams(4).claims(claims(List.of("b"), 0));
        assertThat(json(one, other).get("family").asText())
                .contains("differ: " + one.folder() + "; " + other.folder() + ", so all 3 pairs");
    }

    @Test
    void a_claim_about_five_seeds_has_no_verdict_before_there_are_five_and_none_if_more_were_added()
            throws IOException {
        List<ScoredRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= 6; seed++) {
            runs.add(threeUpstreams(seed).claims(claims(List.of("b"), 5)));
        }
        JsonNode early = json(runs.subList(0, 3)).get("comparisons").get(0);
        assertThat(early.get("verdict").asText()).isEqualTo("not testable");
        assertThat(early.get("reason").asText())
                .isEqualTo("planned 5 pre-training seeds, 3 of 'b' trained: undecided yet");
        assertThat(early.get("pretrain_seeds").asInt()).isEqualTo(3);
        assertThat(early.has("low") || early.has("n")).isFalse();

        JsonNode planned = json(runs.subList(0, 5)).get("comparisons").get(0);
        assertThat(planned.get("verdict").asText()).isEqualTo("better");

        assertThat(json(runs).get("comparisons").get(0).get("reason").asText())
                .isEqualTo("planned 5 pre-training seeds, 6 of 'b' given: leave out those added later");
    }

    @Test
    void seeds_that_failed_are_named_since_those_that_ended_may_be_the_better_ones() throws IOException {
        List<ScoredRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            ScoredRun run = run(seed).words("a", "words", s -> 4);
            runs.add(seed < 4 ? run.words("b", "words", s -> s % 2) : run.failed("b", "words"));
        }
        JsonNode failed = json(runs).get("failed_seeds");
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).toString())
                .isEqualTo(
                        "{\"upstream\":\"b\",\"task\":\"words\",\"of\":\"pre-training seeds\",\"failed\":2,\"all\":5}");
        significance(runs);
        String words = "2 of 5 pre-training seeds of b failed on words: findings are about those that ended.";
        assertThat(shell.out()).contains(words);
        List<Object> report = new ArrayList<>(List.of("report"));
        runs.forEach(run -> report.add(run.folder()));
        report.addAll(List.of("--format", "markdown"));
        assertThat(shell.prints(report.toArray())).contains(words);

        assertThat(json(runs.subList(0, 3)).get("failed_seeds")).isEmpty();
    }

    private ScoredRun threeUpstreams(long seed) {
        return run(seed)
                .words("a", "words", s -> 5)
                .words("b", "words", s -> s % 2)
                .words("c", "words", s -> 1);
    }

    private static Claims claims(List<String> upstreams, int seeds) {
        return new Claims("a", upstreams, List.of("words"), Map.of(), Claims.Scope.MODELS, seeds);
    }

    @Test
    void the_order_of_runs_and_a_second_time_change_nothing() throws IOException {
        ScoredRun one = run(1).words("a", "words", s -> s % 5).words("b", "words", s -> s % 4);
        ScoredRun two = run(2).words("a", "words", s -> s % 3).words("b", "words", s -> s % 7);
        JsonNode first = json(one, two);
        assertThat(json(one, two)).isEqualTo(first);
        assertThat(json(two, one)).isEqualTo(first);
    }

    @Test
    void every_two_are_compared_without_a_baseline_and_p_is_corrected_for_all() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> s % 3)
                .words("b", "words", s -> 5 + s % 2)
                .words("c", "words", s -> s % 3);

        JsonNode all = json(run);
        assertThat(all.get("tested").asInt()).isEqualTo(3);
        assertThat(all.get("comparisons").findValuesAsText("upstream")).containsExactly("b", "c", "c");
        assertThat(all.get("comparisons").findValuesAsText("baseline")).containsExactly("a", "a", "b");
        ScoredRun two = run(2).words("a", "words", s -> s % 3).words("b", "words", s -> 5 + s % 2);
        assertThat(all.get("comparisons").get(0).get("p").asDouble())
                .isCloseTo(3 * only(json(two)).get("p").asDouble(), within(1e-12));
    }

    @Test
    void all_others_are_compared_with_a_baseline_and_one_without_a_score_is_named() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> 1)
                .words("b", "words", s -> 2 + s % 2)
                .words("a", "more", s -> 1)
                .failed("b", "more")
                .words("c", "more", s -> 3);

        JsonNode all = json(run, "--baseline", "b").get("comparisons");
        assertThat(all.findValuesAsText("upstream")).containsExactly("a", "c", "a", "c");
        assertThat(all.findValuesAsText("verdict"))
                .containsExactly("better", "not testable", "not testable", "not testable");
        assertThat(all.findValuesAsText("reason"))
                .containsExactly(
                        "",
                        "'c' has no score under these terms",
                        "'b' has no score under these terms, its cell failed",
                        "'b' has no score under these terms, its cell failed");
    }

    @Test
    void upstreams_that_are_not_named_are_not_shown_but_corrected_for() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> s % 3)
                .words("b", "words", s -> 5 + s % 2)
                .words("c", "words", s -> s % 3);

        JsonNode some = json(run, "--baseline", "a", "--upstream", "b");
        assertThat(some.get("tested").asInt()).isEqualTo(3);
        assertThat(some.get("comparisons").get(0).get("p"))
                .isEqualTo(json(run).get("comparisons").get(0).get("p"));
        assertThat(some.get("comparisons").findValuesAsText("upstream")).containsExactly("b");
        assertThat(error(List.of(run), "--upstream", "d")).contains("'d'").contains("a, b, c");
    }

    @Test
    void a_verdict_crosses_neither_presets_nor_versions() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> 1).preset("superb").words("b", "words", s -> 5);
        run.preset("quick").version(9).words("c", "words", s -> 5);

        JsonNode all = json(run).get("comparisons");
        assertThat(all).hasSize(6);
        assertThat(all.findValuesAsText("verdict")).containsOnly("not testable");

        ScoredRun other = run(2).version(9).words("a", "words", s -> 1).words("b", "words", s -> 5);
        assertThat(only(json(other)).get("reason").asText()).contains("version 9", "has version 2");
    }

    @Test
    void what_models_or_utterances_do_not_share_is_not_compared() throws IOException {
        ScoredRun one = run(1).words("a", "words", s -> 1).words("b", "words", s -> 5);
        ScoredRun two = run(2).words("a", "words", s -> 1);
        assertThat(only(json(one, two)).get("pretrain_seeds").asInt()).isEqualTo(1);

        two.provider("fast_hubert").words("b", "words", s -> 5);
        assertThat(only(json(one, two)).get("reason").asText()).contains("'b' is not the same upstream");

        ScoredRun cut = run(3).words("a", "words", s -> 1).speakers(7).words("b", "words", s -> 5);
        assertThat(only(json(cut)).get("reason").asText())
                .isEqualTo("sets of utterances differ (14 and 16, 14 in both)");
    }

    @Test
    void utterances_without_a_speaker_are_not_compared() throws IOException {
        ScoredRun run = run(1).nameless().words("a", "words", s -> 1).words("b", "words", s -> 2);
        assertThat(only(json(run)).get("reason").asText()).isEqualTo("the speakers of 16 predictions are not known");
    }

    @Test
    void the_text_says_what_was_found_and_what_it_rests_on() {
        ScoredRun run = run(1).words("a", "words", s -> 4)
                .words("seer", "words", s -> s % 2)
                .folds("a", "moods", s -> 2)
                .folds("seer", "moods", s -> 2);
        assertThat(significance(List.of(run))).isZero();
        assertThat(shell.out())
                .contains(
                        "words, test: WER % \u2193 (v2, quick, head())",
                        "seer (uses labels)  5.00  a         40.00  -35.00",
                        "  better, these models",
                        "moods, test: Acc % \u2191",
                        "seer (uses labels)  50.00  a         50.00  0.00        [-42.18, +42.18]",
                        "1 x 1",
                        "8 speakers",
                        "all 2 comparisons of these runs together",
                        "'these models' says nothing about training again",
                        "folds: scores are pooled");
    }

    @Test
    void a_task_can_be_chosen() throws IOException {
        ScoredRun run = run(1).words("a", "x", s -> 1)
                .words("b", "x", s -> 1)
                .words("a", "y", s -> 1)
                .words("b", "y", s -> 1);
        assertThat(only(json(run, "--task", "y")).get("task").asText()).isEqualTo("y");
    }

    @Test
    void missing_predictions_are_bad_input() throws IOException {
        ScoredRun run = run(1).words("a", "words", s -> 1).words("b", "words", s -> 2);
        Files.delete(run.files().predictions("b", "words", "test"));
        assertThat(error(List.of(run)))
                .contains("b.words.test.tsv: there are no predictions behind the score", "Run the cell again");
    }

    @Test
    void predictions_that_do_not_give_the_score_are_bad_input() {
        ScoredRun run = run(1).words("a", "words", s -> 1).falseBy(0.25).words("b", "words", s -> 2);
        assertThat(error(List.of(run))).contains("b.words.test.tsv: gives WER 20.0000, but results.csv has 20.2500");
    }

    @Test
    void a_seed_that_is_there_twice_is_bad_input() {
        ScoredRun one = run(1).words("a", "words", s -> 1).words("b", "words", s -> 2);
        ScoredRun again = new ScoredRun(folder.resolve("again"), 1).words("a", "words", s -> 1);
        assertThat(error(List.of(one, again))).contains("Seed 1 of upstream 'a'", "is there twice");
        assertThat(error(List.of(one, one))).contains("is named twice");
    }

    @Test
    void unknown_names_and_nothing_to_compare_are_bad_input() {
        ScoredRun run = run(1).words("a", "words", s -> 1);
        assertThat(error(List.of(run))).contains("nothing to compare");
        assertThat(error(List.of(run), "--baseline", "z")).contains("no scores of an upstream 'z'", "Available: a.");
        assertThat(error(List.of(run), "--task", "z")).contains("no scores of a task 'z'", "Available: words.");
        assertThat(error(List.of(new ScoredRun(folder.resolve("none"), 1)))).contains("is not a run directory");
    }

    private ScoredRun run(long seed) {
        return new ScoredRun(folder.resolve("seed" + seed), seed);
    }

    private static JsonNode only(JsonNode all) {
        assertThat(all.get("comparisons")).hasSize(1);
        return all.get("comparisons").get(0);
    }

    private JsonNode json(ScoredRun run, String... options) throws IOException {
        return json(List.of(run), options);
    }

    private JsonNode json(ScoredRun one, ScoredRun two) throws IOException {
        return json(List.of(one, two));
    }

    private JsonNode json(List<ScoredRun> runs, String... options) throws IOException {
        String[] all = Stream.concat(Stream.of(options), Stream.of("--json")).toArray(String[]::new);
        assertThat(significance(runs, all)).as(shell.err()).isZero();
        return shell.json();
    }

    private String error(List<ScoredRun> runs, String... options) {
        assertThat(significance(runs, options)).isEqualTo(2);
        String error = shell.err();
        assertThat(error.lines()).hasSize(1);
        assertThat(shell.out()).isEmpty();
        return error;
    }

    private int significance(List<ScoredRun> runs, String... options) {
        List<Object> words = new ArrayList<>(List.of("significance"));
        runs.forEach(run -> words.add(run.folder()));
        words.addAll(List.of(options));
        return shell.run(words.toArray());
    }
}
