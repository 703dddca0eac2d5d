package org.speechbench.tasks.metric;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores query by example by 100 times the maximum term-weighted value: 1 - (miss rate + 12.49 false alarm rate), with
 * rates averaged over queries, at the threshold that maximises it. A search that finds nothing has value 0 (NIST spoken
 * term detection, with the costs of QUESST 2014: a miss 100, a false alarm 1, prior of a match 0.0008). Queries that
 * occur in no document carry no information about misses and are left out, as the scorer of MediaEval's QUESST does,
 * which removes them before it counts (README of its tool: 497 listed, 2 removed, 495 scored).
 *
 * <p>A prediction is for a query and a document: its id is {@code QUERY|DOCUMENT}, its reference is {@link #MATCH} or
 * {@link #OTHER}, and its hypothesis is one number, higher if the document is more likely to contain the query. Its unit
 * is the query. At 0 there is no interval: the value is a maximum, so that no query changes it.
 */
public final class TermWeightedValueScorer extends TrialScorer {
    public static final Metric MTWV = Metrics.TERM_WEIGHTED_VALUE;
    public static final String MATCH = "match";
    public static final String OTHER = "other";

    private static final double PRIOR = 0.0008;
    private static final double FALSE_ALARM = 1;
    private static final double MISS = 100;
    private static final double WEIGHT = FALSE_ALARM / MISS * (1 / PRIOR - 1);

    public TermWeightedValueScorer() {
        super(MTWV, "MTWV needs a query that is in a document in every fold");
    }

    @Override
    List<String> references() {
        return List.of(MATCH, OTHER);
    }

    @Override
    public String unitName() {
        return "queries";
    }

    @Override
    public List<String> units(Prediction prediction) {
        int bar = prediction.id().indexOf('|');
        if (bar < 1) {
            throw new IllegalArgumentException("wanted an id like 'QUERY|DOCUMENT'; got '" + prediction.id() + "'");
        }
        return List.of(prediction.id().substring(0, bar));
    }

    /** Those of queries that occur somewhere. */
    @Override
    List<Trials.Trial> counted(List<Trials.Trial> trials) {
        Set<List<String>> occurring = trials.stream()
                .filter(Trials.Trial::positive)
                .map(Trials.Trial::units)
                .collect(Collectors.toSet());
        return trials.stream()
                .filter(trial -> occurring.contains(trial.units()))
                .toList();
    }

    @Override
    double percent(Trials trials, int without) {
        int[] matches = new int[trials.numberOfUnits()];
        int[] others = new int[trials.numberOfUnits()];
        for (int i = 0; i < trials.size(); i++) {
            (trials.isPositive(i) ? matches : others)[trials.unit(i)]++;
        }
        int queries = matches.length - (without == Trials.NONE ? 0 : 1);
        if (queries == 0) {
            return Double.NaN;
        }
        double best = 0;
        double value = 0;
        for (int i = 0; i < trials.size(); i++) {
            int query = trials.unit(i);
            if (query != without) {
                value += trials.isPositive(i) ? 1.0 / matches[query] : -WEIGHT / others[query];
            }
            if (!trials.isTiedWithNext(i)) {
                best = Math.max(best, value);
            }
        }
        return 100 * (best / queries);
    }
}
