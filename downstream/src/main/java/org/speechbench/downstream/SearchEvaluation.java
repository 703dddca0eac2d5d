package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Score;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.search.FrameDistance;
import org.speechbench.downstream.search.QuerySearch;
import org.speechbench.downstream.search.SearchSetting;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.TermWeightedValueScorer;

/**
 * A cell in which nothing is trained: queries are searched for in documents, and the layer and the distance are
 * selected on dev.
 */
final class SearchEvaluation {
    private final TaskRun run;

    SearchEvaluation(TaskRun run) {
        this.run = run;
    }

    CellResult run(CellRequest request) {
        refuseTraining(request);
        long start = System.nanoTime();
        Task task = request.task();
        List<SearchSetting> settings = settings(request);
        CellData data = new CellData(task, request.corpus(), request.options().limit());
        Fold fold = data.folds().get(0);
        FrozenFeatures features = run.encode(request, data.utterances(), Pooling.STATISTICS);
        check(request.label(), data, features);
        Search search = new Search(
                request,
                new QuerySearch(run.engine(), features, request.upstream().card()),
                data.of(fold.train()),
                run.progress());
        List<CellResult.RateResult> grid = grid(search, data.of(fold.dev()), settings);
        int best = best(grid);
        List<CellResult.TestResult> tests = new ArrayList<>();
        for (String split : fold.tests()) {
            SearchSetting setting = settings.get(best);
            List<Prediction> predictions = search.predictions(split, data.of(List.of(split)), setting);
            tests.add(new CellResult.TestResult(
                    split, task.scorer().score(predictions), List.of(), List.of(predictions)));
        }
        int tooShort = (int)
                data.utterances().stream().filter(u -> features.frames(u) == 0).count();
        return new CellResult(
                request.seeds().get(0),
                new CellResult.TrainedHead(task.recipe(request.preset(), 0).head() + "()", 0),
                tests,
                grid,
                null,
                List.of(new CellResult.LayerWeights(
                        fold.name(), weights(request, settings.get(best).layer()))),
                new CellResult.Counts(0, 0, 0, tooShort),
                (System.nanoTime() - start) / 1e9);
    }

    private static void check(String label, CellData data, FrozenFeatures features) {
        Fold fold = data.folds().get(0);
        List<String> splits = new ArrayList<>(fold.train());
        splits.addAll(fold.dev());
        splits.addAll(fold.tests());
        for (String split : splits) {
            if (data.of(List.of(split)).stream().allMatch(u -> features.frames(u) == 0)) {
                throw new UserError(
                        label + ": no utterance of '" + split + "' is long enough for one frame.",
                        "Use another corpus or upstream.");
            }
        }
    }

    private static void refuseTraining(CellRequest request) {
        CellOptions o = request.options();
        boolean trains = o.learningRates() != null || o.steps() != null || o.patience() > 0 || o.halving();
        if (trains || o.normalize() || request.seeds().size() > 1) {
            throw new UserError(
                    request.label() + ": nothing is trained, so there are no learning rates, steps, seeds or normalised"
                            + " layers.",
                    "Leave them out.");
        }
    }

    /** One entry per setting. */
    private static List<CellResult.RateResult> grid(
            Search search, List<Utterance> queries, List<SearchSetting> settings) {
        long start = System.nanoTime();
        Map<SearchSetting, double[][]> scores = search.scores("dev", queries, settings);
        double seconds = (System.nanoTime() - start) / 1e9 / settings.size();
        Scorer scorer = search.request().task().scorer();
        List<CellResult.RateResult> grid = new ArrayList<>();
        scores.forEach((setting, rows) -> {
            Score score = scorer.score(search.predictions(queries, rows));
            grid.add(new CellResult.RateResult(
                    null, score, null, List.of(), List.of(setting.toString()), "", "", seconds));
        });
        return grid;
    }

    /** The index of the best entry, and of equal ones the first. */
    private static int best(List<CellResult.RateResult> grid) {
        int best = 0;
        Score most = null;
        for (int i = 0; i < grid.size(); i++) {
            Score score = grid.get(i).dev();
            if (score != null && (most == null || score.metric().better(score.value(), most.value()))) {
                most = score;
                best = i;
            }
        }
        return best;
    }

    private static List<SearchSetting> settings(CellRequest request) {
        Integer only = request.options().onlyLayer();
        int layers = request.upstream().card().layers();
        if (only != null && only >= layers) {
            throw new UserError(
                    "There is no layer " + only + ", only 0 to " + (layers - 1) + ".", "Name one of these.");
        }
        return IntStream.range(only == null ? 0 : only, only == null ? layers : only + 1)
                .boxed()
                .flatMap(layer -> List.of(FrameDistance.values()).stream().map(d -> new SearchSetting(layer, d)))
                .toList();
    }

    /** The weights of a weighted sum that gives all weight to one layer. */
    private static List<Double> weights(CellRequest request, int layer) {
        if (request.options().onlyLayer() != null) {
            return List.of(1.0);
        }
        List<Double> weights =
                new ArrayList<>(Collections.nCopies(request.upstream().card().layers(), 0.0));
        weights.set(layer, 1.0);
        return weights;
    }

    /** A search in a set of documents. */
    private record Search(CellRequest request, QuerySearch search, List<Utterance> documents, Progress progress) {
        Map<SearchSetting, double[][]> scores(String split, List<Utterance> queries, List<SearchSetting> settings) {
            try (Progress.Stage stage = progress.start(request.label() + " search " + split, documents.size())) {
                return search.search(queries, documents, settings, stage);
            }
        }

        List<Prediction> predictions(String split, List<Utterance> queries, SearchSetting setting) {
            return predictions(
                    queries,
                    scores(split, queries, List.of(setting)).values().iterator().next());
        }

        /** One prediction for each pair of a query and a document. */
        List<Prediction> predictions(List<Utterance> queries, double[][] scores) {
            List<Prediction> predictions = new ArrayList<>();
            for (int q = 0; q < queries.size(); q++) {
                Utterance query = queries.get(q);
                Set<String> matches = Set.copyOf(request.task().reference(query));
                for (int d = 0; d < documents.size(); d++) {
                    String document = documents.get(d).id();
                    String kind =
                            matches.contains(document) ? TermWeightedValueScorer.MATCH : TermWeightedValueScorer.OTHER;
                    predictions.add(new Prediction(
                            query.id() + "|" + document,
                            query.speaker(),
                            List.of(kind),
                            List.of(Double.toString(scores[q][d]))));
                }
            }
            return predictions;
        }
    }
}
