package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;

/**
 * Query by example: 100 times the maximum term-weighted value. A prediction is a query and a document, its id {@code
 * QUERY|DOCUMENT}, its reference {@link #MATCH} or {@link #OTHER}, its hypothesis one number, higher where the document is
 * more likely to have the query. The interval draws queries with all their documents.
 */
public final class TermWeightedValueScorer implements ClusterScorer {
    public static final Metric MTWV = new Metric("mtwv", "100 MTWV", "", Metric.Direction.HIGHER_IS_BETTER);
    public static final String MATCH = "match";
    public static final String OTHER = "other";

    private static final int DRAWS = 1000;
    private static final long SEED = 1337;

    /** A fold's search, and of how many queries. */
    private record Fold(TermWeightedValue search, int queries) {
        static Fold of(List<Prediction> predictions) {
            Map<String, Integer> queries = new HashMap<>();
            List<TermWeightedValue.Trial> trials = predictions.stream()
                    .sorted(Comparator.comparing(Prediction::id))
                    .map(p -> trial(p, queries.computeIfAbsent(query(p), q -> queries.size())))
                    .toList();
            return new Fold(new TermWeightedValue(trials, queries.size()), queries.size());
        }

        double redrawn(SplittableRandom random) {
            int[] times = new int[queries];
            for (int i = 0; i < queries; i++) {
                times[random.nextInt(queries)]++;
            }
            return search.maximum(times);
        }
    }

    @Override
    public Metric metric() {
        return MTWV;
    }

    /** The query. */
    @Override
    public String cluster(Prediction prediction) {
        return query(prediction);
    }

    @Override
    public ToDoubleFunction<int[]> byCluster(List<Prediction> predictions, List<String> clusters) {
        Map<String, Integer> numbers = new HashMap<>();
        clusters.forEach(cluster -> numbers.put(cluster, numbers.size()));
        TermWeightedValue search = new TermWeightedValue(
                predictions.stream()
                        .map(p -> trial(p, numbers.getOrDefault(query(p), 0)))
                        .toList(),
                clusters.size());
        return times -> 100 * search.maximum(times);
    }

    @Override
    public Score scoreFolds(List<List<Prediction>> folds) {
        List<Fold> searches = folds.stream().map(Fold::of).toList();
        double value = searches.stream()
                .mapToDouble(f -> f.search().maximum())
                .average()
                .orElse(Double.NaN);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("MTWV needs a query that is in a document in every fold");
        }
        int n = folds.stream().mapToInt(List::size).sum();
        return new Score(MTWV, 100 * value, n, interval(searches));
    }

    private static String query(Prediction prediction) {
        int bar = prediction.id().indexOf('|');
        if (bar < 1) {
            throw new IllegalArgumentException("wanted an id like 'QUERY|DOCUMENT'; got '" + prediction.id() + "'");
        }
        return prediction.id().substring(0, bar);
    }

    private static TermWeightedValue.Trial trial(Prediction prediction, int query) {
        boolean match = prediction.reference().equals(List.of(MATCH));
        if (!match && !prediction.reference().equals(List.of(OTHER))) {
            throw new IllegalArgumentException("a reference is " + MATCH + " or " + OTHER + "; " + prediction.id()
                    + " has " + prediction.reference());
        }
        return new TermWeightedValue.Trial(query, match, SingleNumber.of(prediction));
    }

    /** Draws in which no query is in any document say nothing and are left out. */
    private static Score.Interval interval(List<Fold> folds) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[DRAWS];
        Arrays.setAll(
                values,
                d -> 100
                        * folds.stream()
                                .mapToDouble(f -> f.redrawn(random))
                                .average()
                                .orElseThrow());
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return new Score.Interval(Bootstrap.quantile(sorted, 0.025), Bootstrap.quantile(sorted, 0.975));
    }
}
