package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;

/**
 * Everything a report shows, read from one or several run directories.
 *
 * @param runs one for each directory, in the order they were given
 * @param rows all rows of all runs, in file order
 * @param curves pre-training by upstream label, in order of steps
 * @param pretrainings rows of kind {@code pretrain} of those, by the same labels
 * @param layers learnt weights of hidden layers
 * @param warnings what could not be read, in words
 * @param answers what heads said on test splits
 * @param differences whether others differ from the best of a column; empty if that was not tested
 */
public record ReportData(
        List<Run> runs,
        List<ResultRow> rows,
        Map<String, List<PretrainEvent>> curves,
        Map<String, List<ResultRow>> pretrainings,
        List<LayerWeight> layers,
        List<String> warnings,
        Answers answers,
        List<Difference> differences) {

    public ReportData {
        differences = List.copyOf(differences);
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
        curves = copy(curves);
        pretrainings = copy(pretrainings);
        layers = List.copyOf(layers);
        warnings = List.copyOf(warnings);
    }

    /** Without answers and tests. */
    public ReportData(
            List<Run> runs,
            List<ResultRow> rows,
            Map<String, List<PretrainEvent>> curves,
            Map<String, List<ResultRow>> pretrainings,
            List<LayerWeight> layers,
            List<String> warnings) {
        this(runs, rows, curves, pretrainings, layers, warnings, Answers.NONE, List.of());
    }

    /** The same with tests of differences. */
    public ReportData withDifferences(List<Difference> tested) {
        return new ReportData(runs, rows, curves, pretrainings, layers, warnings, answers, tested);
    }

    private static <V> Map<String, List<V>> copy(Map<String, List<V>> lists) {
        Map<String, List<V>> ordered = new LinkedHashMap<>();
        lists.forEach((label, list) -> ordered.put(label, List.copyOf(list)));
        return Collections.unmodifiableMap(ordered);
    }

    /**
     * What is known of one run.
     *
     * @param name of its directory
     * @param title of its experiment, empty if it has none
     * @param provenance null if it could not be read
     * @param config the resolved configuration as it was stored, empty if there is none
     */
    public record Run(String name, String title, @Nullable Provenance provenance, String config) {}

    /** Title of the page: of the only experiment, or how many there are. */
    public String title() {
        Set<String> titles = new LinkedHashSet<>();
        runs.forEach(run -> titles.add(run.title().isEmpty() ? run.name() : run.title()));
        return titles.size() == 1 ? titles.iterator().next() : runs.size() + " runs";
    }

    /** Provenance of all runs that have one. */
    List<Provenance> provenances() {
        return runs.stream()
                .map(Run::provenance)
                .flatMap(java.util.stream.Stream::ofNullable)
                .toList();
    }

    /** Rows of one kind, in file order. */
    public List<ResultRow> rows(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind)).toList();
    }

    /**
     * Rows of speeds, those of one measurement in several runs together; each alone where the runs are of several
     * machines, whose speeds have no mean.
     */
    List<Cell> pooled(List<ResultRow> speeds) {
        if (machines() > 1) {
            return speeds.stream().map(Cell::of).toList();
        }
        Map<List<String>, List<ResultRow>> same = new LinkedHashMap<>();
        speeds.forEach(row -> same.computeIfAbsent(
                        List.of(
                                row.kind(),
                                row.upstream(),
                                row.size(),
                                row.task(),
                                row.metric().id(),
                                row.precision(),
                                row.detail()),
                        key -> new ArrayList<>())
                .add(row));
        return same.values().stream().map(Cell::new).toList();
    }

    /** How many kinds of machine the runs are of. */
    long machines() {
        return provenances().stream()
                .map(p -> p.machine().fingerprint())
                .distinct()
                .count();
    }

    /** Rows of any kind that failed and were not measured later, as a resumed run does. */
    public List<ResultRow> failed() {
        return rows.stream()
                .filter(row -> row.status().equals("failed"))
                .filter(row -> rows.stream().noneMatch(other -> other.ok() && sameCell(row, other)))
                .toList();
    }

    /** What a test said of an upstream against the best of a column; empty if there was none. */
    public Optional<Difference> difference(TaskColumn column, UpstreamKey upstream) {
        return differences.stream()
                .filter(d -> d.column().equals(column) && d.upstream().equals(upstream.label()))
                .findFirst();
    }

    private static boolean sameCell(ResultRow a, ResultRow b) {
        return List.of(a.kind(), a.upstream(), a.task()).equals(List.of(b.kind(), b.upstream(), b.task()))
                && (a.kind().equals("dev")
                        ? java.util.Objects.equals(a.learningRate(), b.learningRate())
                        : java.util.Objects.equals(a.seed(), b.seed()));
    }

    /** Labels of all upstreams in order of first appearance; the place in the list is the colour on the page. */
    private Collection<String> upstreams() {
        Set<String> labels = new LinkedHashSet<>(curves.keySet());
        rows.stream().map(ResultRow::upstream).filter(label -> !label.isEmpty()).forEach(labels::add);
        return labels;
    }

    /** The number of an upstream's colour and mark. */
    int series(String upstream) {
        return Math.max(0, List.copyOf(upstreams()).indexOf(upstream));
    }
}
