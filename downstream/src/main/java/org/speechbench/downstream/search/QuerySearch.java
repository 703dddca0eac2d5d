package org.speechbench.downstream.search;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.cache.LayerStates;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamCard;

/**
 * Searches for queries in documents (SUPERB QbE; Hazen et al., ASRU 2009): frames are standardised over queries and
 * documents, compared by subsequence dynamic time warping, and the distances of a query are standardised over the
 * documents. A document is read once, whatever the number of settings.
 */
public final class QuerySearch {
    /** A query shorter than this is not found in any particular document (SUPERB). */
    private static final int SHORTEST_QUERY = 5;

    private static final double FARTHEST = 1;

    private final EngineContext engine;
    private final FrozenFeatures features;
    private final UpstreamCard card;

    /** @param features in which mean and deviation of each utterance are prepared */
    public QuerySearch(EngineContext engine, FrozenFeatures features, UpstreamCard card) {
        this.engine = engine;
        this.features = features;
        this.card = card;
    }

    /**
     * Scores how likely each document contains each query, by setting: one row per query, one value per document, with
     * mean 0 and deviation 1 over the documents.
     *
     * @param stage advances by one per document
     */
    public Map<SearchSetting, double[][]> search(
            List<Utterance> queries, List<Utterance> documents, List<SearchSetting> settings, Progress.Stage stage) {
        List<Utterance> all =
                Stream.of(queries, documents).flatMap(List::stream).toList();
        Moments moments = Moments.of(features, all, card.layers(), card.hiddenSize());
        List<Integer> asked = IntStream.range(0, queries.size())
                .filter(q -> features.frames(queries.get(q)) >= SHORTEST_QUERY)
                .boxed()
                .toList();
        Map<SearchSetting, double[][]> scores = new LinkedHashMap<>();
        settings.forEach(s -> scores.put(s, new double[queries.size()][documents.size()]));
        try (NDManager manager = engine.manager().newSubManager()) {
            Map<Integer, Frames> frames = frames(manager, asked.stream().map(queries::get), settings, moments);
            for (int d = 0; d < documents.size(); d++) {
                List<double[]> distances = distances(manager, frames, documents.get(d), settings, moments);
                for (int s = 0; s < settings.size(); s++) {
                    double[][] own = scores.getOrDefault(settings.get(s), new double[0][]);
                    for (int i = 0; i < asked.size(); i++) {
                        own[asked.get(i)][d] = -distances.get(s)[i];
                    }
                }
                stage.advance(1, "");
            }
        }
        scores.values().forEach(rows -> Arrays.stream(rows).forEach(QuerySearch::standardize));
        return scores;
    }

    /** The frames of every layer that a setting uses. */
    private Map<Integer, Frames> frames(
            NDManager manager, Stream<Utterance> queries, List<SearchSetting> settings, Moments moments) {
        List<LayerStates> states = queries.map(features::states).toList();
        Map<Integer, Frames> frames = new TreeMap<>();
        if (!states.isEmpty()) {
            settings.forEach(
                    s -> frames.computeIfAbsent(s.layer(), layer -> Frames.of(manager, states, layer, moments)));
        }
        return frames;
    }

    /** The distances of every query, by setting. */
    private List<double[]> distances(
            NDManager manager,
            Map<Integer, Frames> queries,
            Utterance document,
            List<SearchSetting> settings,
            Moments moments) {
        Map<Integer, Frames.Products> compared = new TreeMap<>();
        if (features.frames(document) > 0) {
            List<LayerStates> states = List.of(features.states(document));
            queries.forEach((layer, frames) -> {
                try (NDManager m = manager.newSubManager()) {
                    compared.put(layer, Frames.Products.of(frames, Frames.of(m, states, layer, moments)));
                }
            });
        }
        return settings.stream()
                .map(setting -> {
                    Frames asked = queries.get(setting.layer());
                    Frames.Products comparison = compared.get(setting.layer());
                    return IntStream.range(0, asked == null ? 0 : asked.starts().length - 1)
                            .parallel()
                            .mapToDouble(
                                    q -> comparison == null ? FARTHEST : comparison.distance(q, setting.distance()))
                            .toArray();
                })
                .toList();
    }

    /** Standardises a row; a row without deviation becomes zeros. */
    private static void standardize(double[] row) {
        double mean = Arrays.stream(row).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        for (int i = 0; i < row.length; i++) {
            row[i] = deviation > 0 ? (row[i] - mean) / deviation : 0;
        }
    }
}
