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
            Map<Set<UpstreamKey>, List<String>> owners = new LinkedHashMap<>();
            runs.forEach(run -> owners.computeIfAbsent(models(run, label), models -> new ArrayList<>())
                    .add(run.owner()));
            // A run without scores says nothing of the weights.
            long models = owners.keySet().stream().filter(set -> !set.isEmpty()).count();
            if (models > 1) {
                owners.values()
                        .forEach(all -> all.forEach(owner ->
                                names.put(new Place(owner, label), label + " (" + String.join(", ", all) + ")")));
            }
        }
        return new BoardNames(names);
    }

    private static Set<String> labels(List<BoardRun> runs) {
        return runs.stream()
                .flatMap(run -> run.run().rows().stream())
                .map(ResultRow::upstream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The models of a label whose scores a run has; none if it has no scores of it. */
    private static Set<UpstreamKey> models(BoardRun run, String label) {
        return new LinkedHashSet<>(UpstreamKey.all(run.run().rows().stream()
                .filter(row -> row.upstream().equals(label))
                .filter(row -> row.is(RowKind.SCORE) || row.is(RowKind.FINETUNE))
                .toList()));
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
