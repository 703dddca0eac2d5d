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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.TrainingEvent;

/**
 * Everything a report shows, read from one or several run directories.
 *
 * @param runs one for each directory, in the order they were given
 * @param rows all rows of all runs, in file order
 * @param layers learnt weights of hidden layers
 * @param warnings what could not be read, in words
 * @param answers what heads said on test splits
 * @param leftOut lines of results that could not be read
 */
public record ReportData(
        List<Run> runs,
        List<ResultRow> rows,
        Trainings trainings,
        List<LayerWeight> layers,
        List<String> warnings,
        Answers answers,
        Findings findings,
        int leftOut) {

    public ReportData {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
        layers = List.copyOf(layers);
        warnings = List.copyOf(warnings);
    }

    /** Rows alone. */
    public static ReportData of(List<ResultRow> rows) {
        return new ReportData(
                List.of(),
                rows,
                Trainings.NONE,
                List.of(),
                List.of(),
                Answers.NONE,
                new Findings(List.of(), new TimingNoise(rows, Map.of()).reasons()),
                0);
    }

    /**
     * The pre-trainings of all runs.
     *
     * @param curves by upstream label, in order of steps
     * @param rows of kind {@code pretrain}, by the same labels
     */
    public record Trainings(Map<String, List<TrainingEvent>> curves, Map<String, List<ResultRow>> rows) {
        static final Trainings NONE = new Trainings(Map.of(), Map.of());

        public Trainings {
            curves = copy(curves);
            rows = copy(rows);
        }

        private static <V> Map<String, List<V>> copy(Map<String, List<V>> lists) {
            Map<String, List<V>> ordered = new LinkedHashMap<>();
            lists.forEach((label, list) -> ordered.put(label, List.copyOf(list)));
            return Collections.unmodifiableMap(ordered);
        }
    }

    /**
     * What tests and the machine's noise say of the numbers.
     *
     * @param differences whether others differ from the best of a column; empty if that was not tested
     * @param noise why timings are no headlines, in a clause each
     */
    public record Findings(List<Difference> differences, Map<ResultRow, String> noise) {
        public Findings {
            differences = List.copyOf(differences);
            noise = Collections.unmodifiableMap(new LinkedHashMap<>(noise));
        }
    }

    /** The same with tests of differences. */
    public ReportData withDifferences(List<Difference> tested) {
        Findings found = new Findings(tested, findings.noise());
        return new ReportData(runs, rows, trainings, layers, warnings, answers, found, leftOut);
    }

    /** The same with one more thing that a reader must know. */
    public ReportData warning(String sentence) {
        List<String> all = new ArrayList<>(warnings);
        all.add(sentence);
        return new ReportData(runs, rows, trainings, layers, all, answers, findings, leftOut);
    }

    /** The same without recordings. */
    public ReportData withoutRecordings() {
        return new ReportData(runs, rows, trainings, layers, warnings, answers.withoutRecordings(), findings, leftOut);
    }

    /** Why a timing is no headline; empty where nothing speaks against it. */
    public Optional<String> noise(Cell cell) {
        return cell.rows().stream()
                .map(findings.noise()::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** Whether a test score, or that of a fine-tuning, was measured. */
    public boolean hasScores() {
        return rows.stream().anyMatch(row -> row.ok() && (row.is(RowKind.SCORE) || row.is(RowKind.FINETUNE)));
    }

    /** Whether others differ from the best of a column; empty if that was not tested. */
    public List<Difference> differences() {
        return findings.differences();
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
        return runs.stream().map(Run::provenance).flatMap(Stream::ofNullable).toList();
    }

    /** Rows of one kind, in file order. */
    public List<ResultRow> rows(RowKind kind) {
        return rows.stream().filter(row -> row.is(kind)).toList();
    }

    /** Rows of speeds, those of one measurement in several runs together; never those of several kinds of machine. */
    List<Cell> pooled(List<ResultRow> speeds) {
        Map<RowIdentity, List<ResultRow>> same = new LinkedHashMap<>();
        speeds.forEach(row -> same.computeIfAbsent(RowIdentity.of(row), key -> new ArrayList<>())
                .add(row));
        return same.values().stream().map(Cell::new).toList();
    }

    /** How many kinds of machine the runs are of. */
    long machines() {
        return provenances().stream().map(MachineKind::of).distinct().count();
    }

    /** Rows of any kind that failed; a run's reader leaves out those that it measured later. */
    public List<ResultRow> failed() {
        return rows.stream().filter(row -> row.failed()).toList();
    }

    /** What a test said of an upstream against the best of a column; empty if there was none. */
    public Optional<Difference> difference(TaskColumn column, UpstreamKey upstream) {
        return findings.differences().stream()
                .filter(d -> d.column().equals(column) && d.upstream().equals(upstream.label()))
                .findFirst();
    }

    /** Labels of all upstreams in order of first appearance; the place in the list is the colour on the page. */
    private Collection<String> upstreams() {
        Set<String> labels = new LinkedHashSet<>(trainings.curves().keySet());
        rows.stream().map(ResultRow::upstream).filter(label -> !label.isEmpty()).forEach(labels::add);
        return labels;
    }

    /** The number of an upstream's colour and mark. */
    int series(String upstream) {
        return Math.max(0, List.copyOf(upstreams()).indexOf(upstream));
    }
}
