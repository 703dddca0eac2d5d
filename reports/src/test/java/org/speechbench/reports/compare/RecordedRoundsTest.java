package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;
import org.speechbench.reports.judge.Verdict;

/**
 * How often comparisons err, with noise that was recorded: {@code recorded-rounds.csv}. Comparisons of six figures, with
 * fixed seeds; {@code -Dspeechbench.trials=20000} for a long run.
 */
class RecordedRoundsTest {
    private static final int TRIALS = Integer.getInteger("speechbench.trials", 400);
    private static final int ROUNDS = 20;
    private static final double PLANTED = 0.12;
    private static final int TWENTY = 20;

    /** Speed-ups of a training step in eleven sessions of one revision, one after the other: docs/ci.md. */
    private static final double[] SESSIONS = {3.21, 3.37, 3.42, 3.47, 3.50, 3.50, 3.47, 3.42, 3.48, 3.54, 3.61};

    /** The differences of two forks, measured one after the other, from their mean; logarithms by benchmark. */
    private static final Map<String, List<Double>> RECORDED = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws Exception {
        try (InputStream file = RecordedRoundsTest.class.getResourceAsStream("recorded-rounds.csv")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .forEach(field -> RECORDED.computeIfAbsent(field[0], key -> new ArrayList<>())
                            .add(Double.parseDouble(field[1])));
        }
        RECORDED.replaceAll((benchmark, values) -> {
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            return values.stream().map(v -> v - mean).toList();
        });
    }

    @Test
    void none_of_twenty_equal_revisions_is_called_worse_side_by_side() {
        int claimed = 0;
        for (int i = 0; i < TRIALS; i++) {
            claimed += revisions(i, 0).deltas().stream().anyMatch(RecordedRoundsTest::isClaim) ? 1 : 0;
            assertThat(i < TWENTY ? claimed : 0).isZero();
        }
        assertThat(claimed / (double) TRIALS).isLessThan(0.05);
    }

    @Test
    void a_planted_loss_of_12_per_cent_is_found_in_20_rounds() {
        int found = 0;
        for (int i = 0; i < TRIALS; i++) {
            found += revisions(i, PLANTED).deltas().stream()
                            .filter(RecordedRoundsTest::isPlanted)
                            .allMatch(delta -> delta.is(Verdict.WORSE))
                    ? 1
                    : 0;
        }
        assertThat(found / (double) TRIALS).isGreaterThan(0.95);
    }

    @Test
    void a_planted_loss_of_5_per_cent_is_called_no_loss_in_fewer_than_5_per_cent_of_cases() {
        int denied = 0;
        for (int i = 0; i < TRIALS; i++) {
            denied += revisions(i, 0.05).deltas().stream()
                            .filter(RecordedRoundsTest::isPlanted)
                            .anyMatch(delta -> delta.finding().excludesLoss())
                    ? 1
                    : 0;
        }
        assertThat(denied / (double) TRIALS).isLessThan(0.05);
    }

    @Test
    void sessions_of_one_revision_are_never_called_worse_than_five_others() {
        SplittableRandom random = new SplittableRandom(31);
        int claimed = 0;
        for (int i = 0; i < TRIALS; i++) {
            List<RunMetrics> sessions = new ArrayList<>();
            for (int s = 0; s < 6; s++) {
                sessions.add(session(random));
            }
            Deltas deltas = RunComparison.compare(
                    new Sessions("baseline", sessions.subList(0, 5)),
                    new Sessions("current", sessions.subList(5, 6)),
                    Thresholds.USUAL,
                    MetricSeries::isRatio,
                    RunComparison.Design.BY_SESSION);
            claimed += deltas.deltas().stream().anyMatch(RecordedRoundsTest::isClaim) ? 1 : 0;
        }
        assertThat(claimed / (double) TRIALS).isLessThan(0.05);
    }

    private static boolean isClaim(Delta delta) {
        return delta.is(Verdict.WORSE) || delta.is(Verdict.BETTER);
    }

    private static boolean isPlanted(Delta delta) {
        return delta.row().upstream().equals("fast_hubert")
                && delta.row().task().equals("train_step");
    }

    /** Two revisions side by side: speeds of two upstreams, and their ratio; the current one loses a share of one speed. */
    private static Deltas revisions(int trial, double loss) {
        SplittableRandom random = new SplittableRandom(1000 + trial);
        Map<RowIdentity, MetricSeries> before = new LinkedHashMap<>();
        Map<RowIdentity, MetricSeries> now = new LinkedHashMap<>();
        RECORDED.forEach((benchmark, noise) -> {
            double planted = benchmark.equals("train_step") ? Math.log1p(-loss) : 0;
            List<Double> slow = draw(noise, 0, random);
            List<Double> fast = draw(noise, planted, random);
            List<Double> ratio = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                ratio.add(fast.get(i) / slow.get(i));
            }
            List<Double> even = Collections.nCopies(ROUNDS, 1.0);
            for (Map<RowIdentity, MetricSeries> side : List.of(before, now)) {
                boolean head = side == now;
                add(side, speed("hubert", benchmark), head ? slow : even);
                add(side, speed("fast_hubert", benchmark), head ? fast : even);
                add(side, ratio(benchmark), head ? ratio : even);
            }
        });
        return RunComparison.compare(
                new Sessions("base", List.of(new RunMetrics("base", "", before, List.of()))),
                new Sessions("head", List.of(new RunMetrics("head", "", now, List.of()))),
                Thresholds.USUAL,
                MetricSeries::isTiming,
                RunComparison.Design.SIDE_BY_SIDE);
    }

    private static RunMetrics session(SplittableRandom random) {
        Map<RowIdentity, MetricSeries> rows = new LinkedHashMap<>();
        double shift = Math.log(SESSIONS[random.nextInt(SESSIONS.length)]);
        RECORDED.forEach((benchmark, noise) -> add(rows, ratio(benchmark), draw(noise, shift, random)));
        return new RunMetrics("session", "", rows, List.of());
    }

    private static List<Double> draw(List<Double> noise, double shift, SplittableRandom random) {
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(Math.exp(shift + noise.get(random.nextInt(noise.size()))));
        }
        return rounds;
    }

    private static void add(Map<RowIdentity, MetricSeries> rows, ResultRow row, List<Double> rounds) {
        rows.put(RowIdentity.of(row), new MetricSeries(row, rounds));
    }

    private static ResultRow speed(String upstream, String benchmark) {
        return template(RowKind.THROUGHPUT, upstream, benchmark).ok(Metrics.SPEED, 1, Cost.NONE, "");
    }

    private static ResultRow ratio(String benchmark) {
        return template(RowKind.RATIO, "fast_hubert", benchmark)
                .ok(new Measure(Metrics.SPEED_UP, 1.0, ROUNDS, null, null, "hubert"), Cost.NONE, "");
    }

    private static RowTemplate template(RowKind kind, String upstream, String benchmark) {
        return new RowTemplate(
                kind,
                Subject.untrained(upstream, upstream, "tiny"),
                Protocol.ofBenchmark(benchmark),
                Conditions.ofWork("bf16", "4 x 4.0 s"),
                null);
    }
}
