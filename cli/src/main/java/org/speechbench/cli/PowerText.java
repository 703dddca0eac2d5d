package org.speechbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.speechbench.bench.revision.RevisionPlan;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Power;
import org.speechbench.reports.table.TextRenderer;

/** What a comparison of two revisions would find with different numbers of rounds, and what it costs. */
record PowerText(RevisionPlan plan) {
    private static final List<Integer> ROUNDS = List.of(10, 20, 40, 80);
    private static final List<Integer> LOSSES = List.of(5, 7, 10, 12, 15);

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(table("speeds", plan::ofSpeeds));
        lines.add("");
        lines.addAll(table("ratios of speeds", plan::ofRatios));
        lines.add("");
        lines.add(text(
                "Chance of 'worse', for a threshold of %s and %d figures at once. Standard deviation of a round: %s.",
                plan.thresholds().share(), plan.figures(), plan.noise().words()));
        lines.add(plan.sentence());
        return lines;
    }

    private List<String> table(String what, IntFunction<Power> power) {
        List<List<String>> grid = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(what, "minutes", "half width"));
        LOSSES.forEach(loss -> head.add("loss " + loss + " %"));
        grid.add(head);
        for (int rounds : rounds()) {
            Power of = power.apply(rounds);
            List<String> line = new ArrayList<>(List.of(
                    rounds + " rounds",
                    text("%.0f", plan.minutes(rounds)),
                    text("%.1f %%", 100 * Math.expm1(of.halfWidth()))));
            LOSSES.forEach(loss -> line.add(text("%.0f %%", 100 * of.worse(logarithm(loss)))));
            grid.add(line);
        }
        return TextRenderer.lines(grid);
    }

    /** For programs: for each number of rounds the minutes, and the chance of each loss to be called worse. */
    Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schema", 1);
        root.put("figures", plan.figures());
        root.put("seconds_a_round", plan.roundSeconds());
        root.put("rounds", plan.rounds());
        root.put("max_regression", plan.thresholds().regression());
        root.put("level", Judge.LEVEL);
        root.put("noise_of_speeds", plan.noise().ofSpeeds());
        root.put("noise_of_ratios", plan.noise().ofRatios());
        root.put("noise_source", plan.noise().source());
        List<Map<String, Object>> choices = new ArrayList<>();
        for (int rounds : rounds()) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("rounds", rounds);
            choice.put("minutes", plan.minutes(rounds));
            choice.put("worse_of_speeds", chances(plan.ofSpeeds(rounds)));
            choice.put("worse_of_ratios", chances(plan.ofRatios(rounds)));
            choices.add(choice);
        }
        root.put("choices", choices);
        return root;
    }

    private static Map<String, Double> chances(Power power) {
        Map<String, Double> chances = new LinkedHashMap<>();
        LOSSES.forEach(loss -> chances.put(loss + " %", power.worse(logarithm(loss))));
        return chances;
    }

    private Iterable<Integer> rounds() {
        TreeSet<Integer> rounds = new TreeSet<>(ROUNDS);
        rounds.add(Math.max(2, plan.rounds()));
        return rounds;
    }

    private static double logarithm(int percent) {
        return -Math.log1p(-percent / 100.0);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
