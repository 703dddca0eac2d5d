package org.speechbench.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;

/** Compares one run with another, figure by figure. */
public final class RegressionTest {
    private static final double ALPHA = 0.05;
    /** Half of the width of a 95 % interval of a normal distribution, in standard deviations. */
    private static final double HALF_WIDTH = 1.959964;

    private final RunMetrics baseline;
    private final RunMetrics current;
    private final Thresholds thresholds;
    private final boolean paired;
    private final List<RowIdentity> rows;

    /**
     * @param guarded the figures that are compared
     * @param paired whether the rounds of both were measured in pairs, side by side
     * @throws UserError if the baseline has nothing to compare with
     */
    public RegressionTest(
            RunMetrics baseline,
            RunMetrics current,
            Thresholds thresholds,
            Predicate<MetricSeries> guarded,
            boolean paired) {
        this.baseline = baseline;
        this.current = current;
        this.thresholds = thresholds;
        this.paired = paired;
        Set<RowIdentity> all = new LinkedHashSet<>();
        baseline.rows().forEach((row, series) -> add(all, row, series, guarded));
        if (all.isEmpty()) {
            throw new UserError(
                    baseline.name() + ": has no figure that could be compared; wanted ratios, shares of the ceiling or"
                            + " scores.",
                    "Measure some by 'throughput' or 'run'.");
        }
        current.rows().forEach((row, series) -> add(all, row, series, guarded));
        this.rows = List.copyOf(all);
    }

    private static void add(
            Set<RowIdentity> all, RowIdentity row, MetricSeries series, Predicate<MetricSeries> guarded) {
        if (series.row().ok() && guarded.test(series)) {
            all.add(row);
        }
    }

    public Deltas compare() {
        double alpha = ALPHA / Math.max(1, rows.stream().filter(this::testable).count());
        List<Delta> deltas = rows.stream().map(row -> delta(row, alpha)).toList();
        List<String> warnings = new ArrayList<>(baseline.warnings());
        warnings.addAll(current.warnings());
        if (!baseline.engine().equals(current.engine())) {
            warnings.add("The baseline was measured with " + baseline.engine() + ", the current run with "
                    + current.engine() + ".");
        }
        return new Deltas(baseline.name(), current.name(), thresholds, deltas, warnings);
    }

    private static @Nullable MetricSeries measured(RunMetrics run, RowIdentity row) {
        MetricSeries series = run.rows().get(row);
        return series == null || !series.row().ok() ? null : series;
    }

    private boolean testable(RowIdentity row) {
        MetricSeries before = measured(baseline, row);
        MetricSeries now = measured(current, row);
        return before != null && now != null && problem(before, now).isEmpty();
    }

    /** The reason why two figures cannot be tested; empty if they can. */
    private String problem(MetricSeries before, MetricSeries now) {
        if (before.isScore()) {
            return before.row().measure().interval() == null
                            || now.row().measure().interval() == null
                    ? "it has no interval"
                    : "";
        }
        int fewest = Math.min(before.rounds().size(), now.rounds().size());
        if (fewest < MetricSeries.LEAST_ROUNDS) {
            return fewest + " rounds; at least " + MetricSeries.LEAST_ROUNDS + " are needed";
        }
        boolean uneven = paired && before.rounds().size() != now.rounds().size();
        return uneven ? before.rounds().size() + " rounds and " + now.rounds().size() : "";
    }

    private Delta delta(RowIdentity row, double alpha) {
        MetricSeries before = measured(baseline, row);
        MetricSeries now = measured(current, row);
        if (before == null) {
            return new Delta(row, null, now, null, RegressionVerdict.NEW, "");
        }
        if (now == null) {
            return gone(row, before);
        }
        String problem = problem(before, now);
        if (!problem.isEmpty()) {
            return new Delta(row, before, now, null, RegressionVerdict.UNDECIDED, problem);
        }
        return before.isScore() ? score(row, before, now, alpha) : timing(row, before, now, alpha);
    }

    /**
     * The reason why a figure is missing: it failed, exists with another version, preset, precision, corpus or seed, or
     * does not exist at all.
     */
    private Delta gone(RowIdentity row, MetricSeries before) {
        for (Map.Entry<RowIdentity, MetricSeries> other : current.rows().entrySet()) {
            RowIdentity found = other.getKey();
            ResultRow now = other.getValue().row();
            if (!found.looksLike(row)) {
                continue;
            }
            if (!now.ok()) {
                return new Delta(
                        row,
                        before,
                        null,
                        null,
                        RegressionVerdict.MISSING,
                        now.status().id() + ": " + now.detail());
            }
            if (!baseline.rows().containsKey(found)) {
                String otherwise = "measured otherwise: " + row.difference(found);
                return new Delta(row, before, null, null, RegressionVerdict.UNDECIDED, otherwise);
            }
        }
        return new Delta(row, before, null, null, RegressionVerdict.MISSING, "not measured");
    }

    private Delta timing(RowIdentity row, MetricSeries before, MetricSeries now, double alpha) {
        StudentisedBootstrap bootstrap = new StudentisedBootstrap(seed(row));
        double[] logs = now.logarithms();
        double[] logsBefore = before.logarithms();
        Score.Interval delta = paired
                ? bootstrap.mean(differences(logs, logsBefore), alpha)
                : bootstrap.difference(logs, logsBefore, alpha);
        Score.Interval ratio = new Score.Interval(Math.exp(delta.low()), Math.exp(delta.high()));
        return new Delta(row, before, now, ratio, verdict(delta, thresholds.logarithm()), "");
    }

    private static double[] differences(double[] one, double[] other) {
        double[] differences = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            differences[i] = one[i] - other[i];
        }
        return differences;
    }

    /** The scores are treated as independent, which is conservative, since both are of the same utterances. */
    private Delta score(RowIdentity row, MetricSeries before, MetricSeries now, double alpha) {
        double sign = now.row().metric().direction() == Metric.Direction.HIGHER_IS_BETTER ? 1 : -1;
        double gained = sign * (value(now) - value(before));
        double half = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2)
                * Math.hypot(deviation(before), deviation(now));
        Score.Interval interval = new Score.Interval(gained - half, gained + half);
        return new Delta(row, before, now, interval, verdict(interval, thresholds.scoreLoss()), "");
    }

    private static double value(MetricSeries series) {
        Double value = series.row().value();
        return value == null ? Double.NaN : value;
    }

    private static double deviation(MetricSeries series) {
        Score.Interval interval = series.row().measure().interval();
        return interval == null ? Double.NaN : (interval.high() - interval.low()) / 2 / HALF_WIDTH;
    }

    private static RegressionVerdict verdict(Score.Interval gained, double threshold) {
        if (gained.high() < -threshold) {
            return RegressionVerdict.WORSE;
        }
        if (gained.low() < -threshold) {
            return RegressionVerdict.UNDECIDED;
        }
        return gained.low() > threshold ? RegressionVerdict.BETTER : RegressionVerdict.NOT_WORSE;
    }

    private static long seed(RowIdentity row) {
        return Long.parseUnsignedLong(Digests.sha256(row.text()).substring(0, 16), 16);
    }
}
