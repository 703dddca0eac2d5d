package org.speechbench.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Subject;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The names of upstreams on a leaderboard: their labels, with whose they are where one label is of several models.
 *
 * @param names the names that are not the label, by owner and label
 */
record BoardNames(Map<Place, String> names) {
    /** A label in somebody's run. */
    record Place(String owner, String label) {}

    BoardNames {
        names = Map.copyOf(names);
    }

    /** @param runs in the order that owners have in names */
    static BoardNames of(List<BoardRun> runs) {
        Map<Place, String> names = new HashMap<>();
        for (String label : labels(runs)) {
            Map<Models, List<String>> owners = new LinkedHashMap<>();
            runs.stream().filter(run -> rows(run, label).findAny().isPresent()).forEach(run -> owners.computeIfAbsent(
                            Models.of(run, label), models -> new ArrayList<>())
                    .add(run.owner()));
            // A run without scores says nothing of the weights.
            long models = owners.keySet().stream()
                    .filter(of -> !of.upstreams().isEmpty())
                    .count();
            if (models > 1) {
                owners.values()
                        .forEach(all -> all.forEach(owner ->
                                names.put(new Place(owner, label), label + " (" + String.join(", ", all) + ")")));
            }
        }
        return new BoardNames(names);
    }

    private static Stream<ResultRow> rows(BoardRun run, String label) {
        return run.run().rows().stream().filter(row -> row.upstream().equals(label));
    }

    private static Set<String> labels(List<BoardRun> runs) {
        return runs.stream()
                .flatMap(run -> run.run().rows().stream())
                .map(ResultRow::upstream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What a run has measured under a label.
     *
     * @param upstreams none if it has no scores
     * @param drawn the digests of random weights. Of these no recipe is known, so that weights of other seeds may be of
     *     another network
     */
    private record Models(Set<UpstreamKey> upstreams, Set<String> drawn) {
        static Models of(BoardRun run, String label) {
            List<ResultRow> scores = rows(run, label)
                    .filter(row -> row.is(RowKind.SCORE) || row.is(RowKind.FINETUNE))
                    .toList();
            return new Models(
                    new LinkedHashSet<>(UpstreamKey.all(scores)),
                    scores.stream()
                            .filter(row -> UpstreamKey.of(row).random())
                            .map(row -> row.subject().digest())
                            .filter(digest -> !digest.isEmpty())
                            .collect(Collectors.toSet()));
        }
    }

    /** The row with names instead of labels. */
    ResultRow named(BoardRun run, ResultRow row) {
        Subject old = row.subject();
        Measure measure = row.measure();
        return new ResultRow(
                row.kind(),
                new Subject(
                        name(run, old.label()),
                        old.provider(),
                        old.size(),
                        old.init(),
                        old.digest(),
                        old.usesLabels(),
                        old.training()),
                row.protocol(),
                row.conditions(),
                new Measure(
                        measure.metric(),
                        measure.value(),
                        measure.n(),
                        measure.interval(),
                        measure.seed(),
                        name(run, measure.baseline())),
                row.cost(),
                row.status(),
                row.note());
    }

    private String name(BoardRun run, String label) {
        return names.getOrDefault(new Place(run.owner(), label), label);
    }
}
