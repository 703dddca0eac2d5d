package org.speechbench.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.TimingEvidence;
import org.speechbench.reports.significance.SameCell;

/** Hands the figures of two sides to the judge, as one family: the chance of any false {@code worse} is at most 5 %. */
public final class RunComparison {
    /** How both sides were measured, which determines what is independent. */
    public enum Design {
        /** In the same rounds: one session each, whose rounds are the units. */
        SIDE_BY_SIDE,
        /** In sessions of their own, which are the units. */
        BY_SESSION
    }

    private final Sessions baseline;
    private final Sessions current;
    private final Thresholds thresholds;
    private final Design design;
    private final @Nullable SameCell scores;

    /** Whether there is no session that only the baseline has. */
    private final boolean same;

    private RunComparison(
            Sessions baseline, Sessions current, Thresholds thresholds, Design design, @Nullable SameCell scores) {
        this.same = design == Design.BY_SESSION && baseline.isPartOf(current);
        this.baseline = same || design == Design.SIDE_BY_SIDE ? baseline : baseline.without(current);
        this.current = current;
        this.thresholds = thresholds;
        this.design = design;
        this.scores = scores;
    }

    /** A figure before it is judged. */
    private record Figure(
            RowIdentity row,
            List<MetricSeries> before,
            List<MetricSeries> now,
            Delta.Presence presence,
            Question question) {
        Delta judged(Finding finding) {
            return new Delta(row, before, now, presence, finding);
        }
    }

    /** Compares the timings of two sides. */
    public static Deltas compare(
            Sessions baseline,
            Sessions current,
            Thresholds thresholds,
            Predicate<MetricSeries> guarded,
            Design design) {
        return compare(baseline, current, thresholds, guarded, design, null);
    }

    /**
     * Compares two sides, figure by figure. A session counts once: one that is on both sides is current, and timings of
     * a baseline that has no other are not testable.
     *
     * @param guarded the figures that are compared
     * @param scores asks about scores; null if there are none
     * @throws UserError if the baseline has nothing to compare with
     */
    public static Deltas compare(
            Sessions baseline,
            Sessions current,
            Thresholds thresholds,
            Predicate<MetricSeries> guarded,
            Design design,
            @Nullable SameCell scores) {
        Set<RowIdentity> rows = new LinkedHashSet<>(baseline.rows(guarded));
        if (rows.isEmpty()) {
            throw new UserError(
                    baseline.name() + ": has no figure that could be compared; wanted ratios, shares of the ceiling or"
                            + " scores.",
                    "Measure some by 'throughput' or 'run'.");
        }
        rows.addAll(current.rows(guarded));
        RunComparison comparison = new RunComparison(baseline, current, thresholds, design, scores);
        List<Figure> figures = rows.stream().map(comparison::figure).toList();
        List<Question> questions = figures.stream().map(Figure::question).toList();
        List<Finding> findings = Judge.guards(questions);
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            deltas.add(figures.get(i).judged(findings.get(i)));
        }
        return new Deltas(baseline.name(), current.name(), thresholds, deltas, comparison.warnings());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Sessions side : List.of(baseline, current)) {
            warnings.addAll(side.warnings());
            side.runs().forEach(run -> warnings.addAll(run.warnings()));
        }
        if (same) {
            warnings.add(baseline.name() + " is on both sides: a measurement does not differ from itself.");
        }
        if (!baseline.engines().equals(current.engines())) {
            warnings.add("The baseline was measured with " + baseline.engines() + ", the current run with "
                    + current.engines() + ".");
        }
        return warnings;
    }

    private Figure figure(RowIdentity row) {
        List<MetricSeries> before = baseline.measured(row);
        List<MetricSeries> now = current.measured(row);
        if (before.isEmpty()) {
            return new Figure(
                    row, before, now, Delta.Presence.NEW, Question.unanswerable("only the current run has it"));
        }
        return current.without(row)
                .map(run -> gone(row, run))
                .orElseGet(() -> new Figure(row, before, now, Delta.Presence.BOTH, question(row, before, now)));
    }

    /**
     * The reason why a figure is missing: it failed, exists with another version, preset, precision, corpus or seed, or
     * does not exist at all.
     */
    private Figure gone(RowIdentity row, RunMetrics run) {
        for (Map.Entry<RowIdentity, MetricSeries> other : run.rows().entrySet()) {
            RowIdentity found = other.getKey();
            ResultRow now = other.getValue().row();
            if (!found.looksLike(row)) {
                continue;
            }
            if (!now.ok()) {
                return gone(row, Delta.Presence.MISSING, now.status().id() + ": " + now.detail());
            }
            if (!baseline.knows(found)) {
                return gone(row, Delta.Presence.BOTH, "measured otherwise: " + row.difference(found));
            }
        }
        return gone(row, Delta.Presence.MISSING, "not measured");
    }

    private Figure gone(RowIdentity row, Delta.Presence presence, String reason) {
        return new Figure(row, baseline.measured(row), List.of(), presence, Question.unanswerable(reason));
    }

    private Question question(RowIdentity row, List<MetricSeries> before, List<MetricSeries> now) {
        if (before.get(0).isScore()) {
            return score(row);
        }
        if (same) {
            return Question.unanswerable("no difference: both are the same measurement");
        }
        int fewest = fewest(before);
        if (Math.min(fewest, fewest(now)) == 0) {
            return Question.unanswerable("its rounds were not kept");
        }
        if (design == Design.SIDE_BY_SIDE) {
            MetricSeries base = before.get(0);
            MetricSeries head = now.get(0);
            return base.rounds().size() == head.rounds().size()
                    ? Question.of(
                            TimingEvidence.sideBySide(head.logarithms(), base.logarithms()), thresholds.logarithm())
                    : Question.unanswerable(base.rounds().size() + " rounds and "
                            + head.rounds().size());
        }
        // Sessions of fewer rounds vary more, which is not what the judge assumes.
        return fewest(now) < fewest
                ? Question.unanswerable(fewest(now) + " rounds; the baseline's sessions have " + fewest
                        + ", and at least as many are needed")
                : Question.of(TimingEvidence.bySession(logarithms(now), logarithms(before)), thresholds.logarithm());
    }

    private static int fewest(List<MetricSeries> sessions) {
        return sessions.stream()
                .mapToInt(session -> session.rounds().size())
                .min()
                .orElse(0);
    }

    private static List<double[]> logarithms(List<MetricSeries> sessions) {
        return sessions.stream().map(MetricSeries::logarithms).toList();
    }

    private Question score(RowIdentity row) {
        if (scores == null) {
            return Question.unanswerable("scores are not compared here");
        }
        return baseline.score(row)
                .flatMap(before -> current.score(row).map(now -> scores.question(before, now, thresholds.scoreLoss())))
                .orElseGet(() -> Question.unanswerable("a run that was not kept has no predictions"));
    }
}
