package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/** What a reader of a leaderboard has to know of what was and was not put together, one sentence each. */
record BoardNotes(Board board) {
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        add(sentences, "Not comparable, and therefore in columns of their own: ", apart());
        add(
                sentences,
                "Measured in the same way under several labels of the task, which one label would put into one"
                        + " column: ",
                sameTask());
        add(sentences, "Equal weights or recipes in several runs share a row: ", sharedRows());
        add(sentences, "One model under several labels, which one label would put into one row: ", sameModel());
        add(sentences, "Speeds are not shown, since the machine is not known: ", unknownMachines());
        return sentences;
    }

    private static void add(List<String> sentences, String about, List<String> items) {
        if (!items.isEmpty()) {
            sentences.add(about + String.join("; ", items) + ".");
        }
    }

    /** The columns of tasks that have several. */
    private List<String> apart() {
        List<TaskColumn> columns = Leaderboard.of(board.data()).columns();
        return several(columns.stream()
                        .collect(Collectors.groupingBy(TaskColumn::task, LinkedHashMap::new, Collectors.toList())))
                .map(same -> same.stream().map(column -> column.name(columns)).collect(Collectors.joining(" and ")))
                .toList();
    }

    /** The tasks whose columns differ in nothing but the label. */
    private List<String> sameTask() {
        record Unlabelled(Protocol protocol, String metric) {}
        Map<Unlabelled, List<String>> labels = new LinkedHashMap<>();
        for (TaskColumn column : Leaderboard.of(board.data()).columns()) {
            Protocol p = column.protocol();
            Protocol unlabelled =
                    new Protocol("", p.taskName(), p.taskVersion(), p.preset(), p.head(), p.split(), p.corpus());
            labels.computeIfAbsent(new Unlabelled(unlabelled, column.metric().id()), k -> new ArrayList<>())
                    .add(column.task());
        }
        return several(labels).map(same -> String.join(" and ", same)).toList();
    }

    /** The upstreams whose scores are of several runs. */
    private List<String> sharedRows() {
        Map<UpstreamKey, List<ResultRow>> scores = scores();
        return scores.keySet().stream()
                .filter(key -> owners(scores, key).size() > 1)
                .map(key -> whose(scores, key))
                .toList();
    }

    /** The upstreams that differ in nothing but the label, and are of different runs. */
    private List<String> sameModel() {
        Map<UpstreamKey, List<ResultRow>> scores = scores();
        Map<UpstreamKey, List<UpstreamKey>> models = new LinkedHashMap<>();
        scores.keySet().stream().filter(key -> !key.shortDigest().isEmpty()).forEach(key -> models.computeIfAbsent(
                        unlabelled(key), k -> new ArrayList<>())
                .add(key));
        return several(models)
                .filter(same -> same.stream()
                                .flatMap(key -> owners(scores, key).stream())
                                .distinct()
                                .count()
                        > 1)
                .map(same -> same.stream().map(key -> whose(scores, key)).collect(Collectors.joining(" and ")))
                .toList();
    }

    private static UpstreamKey unlabelled(UpstreamKey key) {
        return new UpstreamKey("", key.provider(), key.size(), key.init(), key.precision(), key.digest(), key.recipe());
    }

    private Map<UpstreamKey, List<ResultRow>> scores() {
        return board.data().rows(RowKind.SCORE).stream()
                .filter(ResultRow::ok)
                .collect(Collectors.groupingBy(UpstreamKey::of, LinkedHashMap::new, Collectors.toList()));
    }

    private String whose(Map<UpstreamKey, List<ResultRow>> scores, UpstreamKey key) {
        return key.label() + " of " + String.join(", ", owners(scores, key));
    }

    private List<String> owners(Map<UpstreamKey, List<ResultRow>> scores, UpstreamKey key) {
        return board.of(Objects.requireNonNull(scores.get(key))).stream()
                .map(BoardRun::owner)
                .toList();
    }

    private List<String> unknownMachines() {
        return board.runs().stream()
                .filter(run -> run.machine().equals(MachineKind.UNKNOWN))
                .filter(run -> run.run().rows().stream().anyMatch(row -> row.is(RowKind.THROUGHPUT)))
                .map(BoardRun::owner)
                .toList();
    }

    private static <T> Stream<List<T>> several(Map<?, List<T>> groups) {
        return groups.values().stream().filter(group -> group.size() > 1);
    }
}
