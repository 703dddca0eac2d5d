package org.speechbench.reports;

import java.util.ArrayList;
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
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingEvent;

/**
 * Everything a report shows, read from one or several run directories.
 *
 * @param runs the runs, one for each directory, in the order in which they were given
 * @param rows all rows of all runs, in file order
 * @param layers the learnt weights of hidden layers
 * @param warnings sentences about what could not be read
 * @param answers what heads predicted on test splits
 * @param leftOut the number of lines of results that could not be read
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

    /** A report that consists of rows only. */
    public static ReportData of(List<ResultRow> rows) {
        return new ReportData(
                List.of(),
                rows,
                Trainings.NONE,
                List.of(),
                List.of(),
                Answers.NONE,
                new Findings(Standings.NONE, new TimingNoise(rows, Map.of()).reasons()),
                0);
    }

    /**
     * The pre-trainings of all runs.
     *
     * @param curves the curves by upstream label, in order of steps
     * @param rows rows of kind {@code pretrain}, by the same labels
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
     * The reliability of the numbers according to the judge and to the noise of the machine.
     *
     * @param standings what the judge found about the scores
     * @param noise the reasons why timings are not headline figures, one clause each
     */
    public record Findings(Standings standings, Map<ResultRow, String> noise) {
        public Findings {
            noise = Collections.unmodifiableMap(new LinkedHashMap<>(noise));
        }
    }

    /** The same report with what the judge found about its scores. */
    public ReportData judged(Standings standings) {
        Findings found = new Findings(standings, findings.noise());
        return new ReportData(runs, rows, trainings, layers, warnings, answers, found, leftOut);
    }

    /** The same report with its rows in another order. */
    ReportData ordered(List<ResultRow> others) {
        return new ReportData(runs, others, trainings, layers, warnings, answers, findings, leftOut);
    }

    /** The same report with one more warning. */
    public ReportData warning(String sentence) {
        List<String> all = new ArrayList<>(warnings);
        all.add(sentence);
        return new ReportData(runs, rows, trainings, layers, all, answers, findings, leftOut);
    }

    public ReportData withoutRecordings() {
        return new ReportData(runs, rows, trainings, layers, warnings, answers.withoutRecordings(), findings, leftOut);
    }

    /** The reason why a timing is not a headline figure; empty if there is none. */
    public Optional<String> noise(Cell cell) {
        return cell.rows().stream()
                .map(findings.noise()::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** What the judge found about the scores. */
    public Standings standings() {
        return findings.standings();
    }

    /**
     * The information about one run.
     *
     * @param name the name of its directory
     * @param title the title of its experiment, empty if it has none
     * @param provenance null if it could not be read
     * @param config the resolved configuration as it was stored, empty if there is none
     * @param rows all rows of its results, in file order
     */
    public record Run(String name, String title, @Nullable Provenance provenance, String config, List<ResultRow> rows) {
        public Run {
            rows = List.copyOf(rows);
        }
    }

    /** The title of the page: that of the only experiment, or the number of experiments. */
    public String title() {
        Set<String> titles = new LinkedHashSet<>();
        runs.forEach(run -> titles.add(run.title().isEmpty() ? run.name() : run.title()));
        return titles.size() == 1 ? titles.iterator().next() : runs.size() + " runs";
    }

    /** The provenance of all runs that have one. */
    List<Provenance> provenances() {
        return runs.stream().map(Run::provenance).flatMap(Stream::ofNullable).toList();
    }

    /** The rows of one kind, in file order. */
    public List<ResultRow> rows(RowKind kind) {
        return rows.stream().filter(row -> row.is(kind)).toList();
    }

    /**
     * The rows of speeds, in which the rows of one measurement in several runs are grouped together, but never those of
     * different kinds of machine.
     */
    List<Cell> pooled(List<ResultRow> speeds) {
        Map<RowIdentity, List<ResultRow>> same = new LinkedHashMap<>();
        speeds.forEach(row -> same.computeIfAbsent(RowIdentity.of(row), key -> new ArrayList<>())
                .add(row));
        return same.values().stream().map(Cell::new).toList();
    }

    /** The number of kinds of machine on which the runs were made. */
    long machines() {
        return provenances().stream().map(MachineKind::of).distinct().count();
    }

    /**
     * The rows of any kind that failed; those that were measured later in the same run have been left out in reading.
     */
    public List<ResultRow> failed() {
        return rows.stream().filter(row -> row.failed()).toList();
    }

    /** The labels of all upstreams and pre-trainings, whatever their seeds. */
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        trainings.curves().keySet().stream().map(SeededLabel::label).forEach(labels::add);
        rows.stream().map(ResultRow::upstream).filter(label -> !label.isEmpty()).forEach(labels::add);
        return labels;
    }
}
