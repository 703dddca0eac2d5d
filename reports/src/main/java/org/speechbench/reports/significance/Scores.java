package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;
import org.speechbench.core.result.Subject;

/**
 * The scores on test splits of some runs, in the order of the runs.
 *
 * @param failed rows of cells that gave no score
 * @param warnings sentences about lines that could not be read
 */
record Scores(List<SeedScore> measured, List<ResultRow> failed, List<String> warnings) {

    Scores {
        measured = List.copyOf(measured);
        failed = List.copyOf(failed);
        warnings = List.copyOf(warnings);
    }

    /**
     * Everything that some runs have scored.
     *
     * @throws UserError if a folder has no results or is named twice, or two rows are of the same cell and seed
     */
    static Scores read(List<Path> folders) {
        List<SeedScore> measured = new ArrayList<>();
        List<ResultRow> failed = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (RunDirectory run : runs(folders)) {
            RunResults contents = RunResults.read(run);
            warnings.addAll(contents.warnings());
            for (ResultRow row : contents.rows()) {
                if (row.is(RowKind.SCORE) && row.ok()) {
                    measured.add(new SeedScore(run, row, seed(run, row)));
                } else if (row.is(RowKind.SCORE)) {
                    failed.add(row);
                }
            }
        }
        refuseRepeats(measured);
        return new Scores(measured, failed, warnings);
    }

    private static List<RunDirectory> runs(List<Path> folders) {
        List<RunDirectory> runs = new ArrayList<>();
        for (Path folder : folders) {
            RunDirectory run = new RunDirectory(folder.toAbsolutePath().normalize());
            if (!Files.exists(run.results())) {
                throw new UserError(
                        run.root() + ": is not a run directory; it has no results.csv.",
                        "Name a folder that 'run' or 'demo' wrote.");
            }
            if (runs.contains(run)) {
                throw new UserError(run.root() + ": is named twice.", "Name every run once.");
            }
            runs.add(run);
        }
        return runs;
    }

    private static long seed(RunDirectory run, ResultRow row) {
        Long seed = row.measure().seed();
        if (seed == null) {
            throw new UserError(
                    run.results() + ": a score of upstream '" + row.upstream() + "' on task '" + row.task()
                            + "' has no seed; wanted an integer.",
                    "Run the cell again.");
        }
        return seed;
    }

    private static void refuseRepeats(List<SeedScore> measured) {
        record Once(String upstream, TaskColumn column, @Nullable Long pretrainSeed, long seed) {}
        Map<Once, SeedScore> seen = new HashMap<>();
        for (SeedScore score : measured) {
            ResultRow row = score.row();
            Once once = new Once(
                    row.upstream(), score.column(), row.subject().training().seed(), score.seed());
            SeedScore other = seen.put(once, score);
            if (other != null) {
                throw new UserError(
                        "Seed " + score.seed() + " of " + score.name() + " is there twice, in "
                                + other.run().root() + " and " + score.run().root() + "; wanted once.",
                        "Leave one of the runs out, or run one of them with another seed.");
            }
        }
    }

    /**
     * The scores of some tasks.
     *
     * @param labels the labels of tasks; empty for all
     * @throws UserError if a label is that of no score
     */
    Scores ofTasks(List<String> labels) {
        return with("a task", ResultRow::task, labels);
    }

    /**
     * The scores of some upstreams.
     *
     * @param labels the labels of upstreams; empty for all
     * @throws UserError if a label is that of no score
     */
    Scores ofUpstreams(Collection<String> labels) {
        return with("an upstream", ResultRow::upstream, labels);
    }

    private Scores with(String what, Function<ResultRow, String> label, Collection<String> labels) {
        List<String> known = rows().map(label).distinct().toList();
        for (String wanted : labels) {
            if (!known.contains(wanted)) {
                throw NearNames.unknown("The runs have no scores of " + what + " '" + wanted + "'.", wanted, known);
            }
        }
        Predicate<ResultRow> chosen = row -> labels.isEmpty() || labels.contains(label.apply(row));
        return new Scores(
                measured.stream().filter(score -> chosen.test(score.row())).toList(),
                failed.stream().filter(chosen).toList(),
                warnings);
    }

    /** Labels of all upstreams, those that failed included. */
    List<String> upstreams() {
        return rows().map(ResultRow::upstream).distinct().toList();
    }

    /** The runs that have scores. */
    List<RunDirectory> runs() {
        return measured.stream().map(SeedScore::run).distinct().toList();
    }

    List<TaskColumn> columns() {
        return measured.stream().map(SeedScore::column).distinct().toList();
    }

    /** The scores of one upstream by seed, ascending; empty if it has none. */
    List<SeedScore> cell(String upstream, TaskColumn column) {
        return measured.stream()
                .filter(s -> s.row().upstream().equals(upstream) && s.column().equals(column))
                .sorted(Comparator.comparingLong(SeedScore::seed))
                .toList();
    }

    /** The scores of one upstream by training, and of each by seed. */
    List<List<SeedScore>> trainings(String upstream, TaskColumn column) {
        Map<String, List<SeedScore>> trainings = cell(upstream, column).stream()
                .collect(Collectors.groupingBy(SeedScore::training, TreeMap::new, Collectors.toList()));
        return List.copyOf(trainings.values());
    }

    /** The failures of an upstream under the terms of a column. */
    List<ResultRow> failures(String upstream, TaskColumn column) {
        return failed.stream()
                .filter(row -> row.upstream().equals(upstream) && column.claims(row))
                .toList();
    }

    /** Whether an upstream was tried on a task and failed. */
    boolean failed(String upstream, String task) {
        return failed.stream()
                .anyMatch(r -> r.upstream().equals(upstream) && r.task().equals(task));
    }

    /** What tells the trainings of one upstream apart: the seed, or the digest in files of earlier versions. */
    static String training(ResultRow row) {
        Long known = row.subject().training().seed();
        return known == null ? row.subject().digest() : "seed " + known;
    }

    private Stream<ResultRow> rows() {
        return Stream.concat(measured.stream().map(SeedScore::row), failed.stream());
    }

    /**
     * The score of one upstream on one test split in one run.
     *
     * @param row a row of kind {@code score}, with a value
     * @param seed the seed of the head
     */
    record SeedScore(RunDirectory run, ResultRow row, long seed) {
        TaskColumn column() {
            return TaskColumn.of(row);
        }

        Path predictions() {
            return run.predictions(row);
        }

        /** What tells the trainings of one upstream apart. */
        String training() {
            return Scores.training(row);
        }

        /** The seed of the first training of the lineage; random weights are based on nothing. Empty if unknown. */
        Optional<Long> root() {
            Subject.Training training = row.subject().training();
            return Optional.ofNullable(upstream().random() ? training.seed() : training.root());
        }

        UpstreamKey upstream() {
            return UpstreamKey.of(row);
        }

        /** For messages. */
        String name() {
            return "upstream '" + row.upstream() + "' on task '" + row.task() + "', split '" + row.split() + "'";
        }
    }
}
