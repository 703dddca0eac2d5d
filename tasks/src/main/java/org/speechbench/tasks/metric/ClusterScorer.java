package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * A scorer whose score is not a sum over predictions, but is defined for predictions that are counted several times.
 * For its interval, clusters are drawn with all their predictions. {@link PairedBootstrap#ofClusters}, with which these
 * scores are compared, does the same.
 */
public abstract class ClusterScorer implements Scorer {
    private final Metric metric;
    private final String needed;

    /** @param needed what a fold must contain for its score to be defined, for the message */
    ClusterScorer(Metric metric, String needed) {
        this.metric = metric;
        this.needed = needed;
    }

    /** The cluster that a prediction is drawn with: a speaker, or a query. */
    public abstract String cluster(Prediction prediction);

    /**
     * The score as a function of how often each cluster is counted; NaN if it is not defined.
     *
     * @param cluster gives the number of a prediction's cluster
     * @param clusters the number of clusters
     * @throws IllegalArgumentException if a prediction cannot be scored
     */
    abstract ToDoubleFunction<int[]> score(
            List<Prediction> predictions, ToIntFunction<Prediction> cluster, int clusters);

    /**
     * The score as a function of how often each cluster is counted; NaN if it is not defined.
     *
     * @param clusters the names of all clusters; the counts are in their order
     * @throws IllegalArgumentException if a prediction cannot be scored
     */
    public final ToDoubleFunction<int[]> byCluster(List<Prediction> predictions, List<String> clusters) {
        Map<String, Integer> numbers = new HashMap<>();
        clusters.forEach(name -> numbers.put(name, numbers.size()));
        return score(predictions, p -> numbers.getOrDefault(cluster(p), -1), clusters.size());
    }

    /**
     * The hypothesis of a prediction that consists of one number, the score of a positive answer.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static double number(Prediction prediction) {
        if (prediction.hypothesis().size() == 1) {
            try {
                double value = Double.parseDouble(prediction.hypothesis().get(0));
                if (!Double.isNaN(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Rejected below, like everything else that is not a number.
            }
        }
        throw new IllegalArgumentException(
                "the hypothesis is one number; " + prediction.id() + " has " + prediction.hypothesis());
    }

    @Override
    public final Metric metric() {
        return metric;
    }

    @Override
    public final Score scoreFolds(List<List<Prediction>> folds) {
        List<Fold> clustered = folds.stream().map(this::fold).toList();
        double value = clustered.stream().mapToDouble(Fold::value).average().orElse(Double.NaN);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(needed);
        }
        int n = folds.stream().mapToInt(List::size).sum();
        return new Score(
                metric,
                value,
                n,
                Bootstrap.interval(clustered.stream()
                        .map(f -> (ToDoubleFunction<SplittableRandom>) f::redrawn)
                        .toList()));
    }

    /** Sorted by id, so that the interval does not depend on the order of the predictions. */
    private Fold fold(List<Prediction> predictions) {
        List<Prediction> sorted = new ArrayList<>(predictions);
        sorted.sort(Comparator.comparing(Prediction::id));
        List<String> clusters = sorted.stream().map(this::cluster).distinct().toList();
        return new Fold(byCluster(sorted, clusters), clusters.size());
    }

    /** The score function of a fold's predictions, and the number of their clusters. */
    private record Fold(ToDoubleFunction<int[]> score, int clusters) {
        double value() {
            int[] once = new int[clusters];
            Arrays.fill(once, 1);
            return score.applyAsDouble(once);
        }

        double redrawn(SplittableRandom random) {
            int[] times = new int[clusters];
            for (int i = 0; i < clusters; i++) {
                times[random.nextInt(clusters)]++;
            }
            return score.applyAsDouble(times);
        }
    }
}
