package org.speechbench.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.bench.watch.RunSnapshot;
import org.speechbench.bench.watch.TrainingProgress;
import org.speechbench.bench.watch.TrainingProgress.Stage;
import org.speechbench.core.ControlCharacters;
import org.speechbench.core.ElapsedTime;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.Cell;
import org.speechbench.reports.html.Numbers;

/** The state of a run at one moment, as readable lines. */
record WatchText(RunSnapshot run) {
    private static final Set<RowKind> SCORES = EnumSet.of(RowKind.SCORE, RowKind.FINETUNE);
    private static final List<String> UNDER_WAY = List.of("dev", "train");

    /** The stages, one line each; those that have not begun are left out. */
    List<String> stages() {
        List<String> lines = new ArrayList<>();
        if (!run.unreadable().isEmpty()) {
            lines.add(ControlCharacters.escaped("trainings and totals are unknown: " + run.unreadable()));
        }
        boolean current = run.running();
        for (TrainingProgress training : run.trainings()) {
            boolean open = training.stage() == Stage.WAITS || training.stage() == Stage.RUNS;
            if (training.stage() != Stage.WAITS || current) {
                lines.add(ControlCharacters.escaped(training.name() + ": " + words(training, current && open)));
            }
            current &= !open;
        }
        cells().ifPresent(lines::add);
        RunSnapshot.Speed speed = run.speed();
        if (speed.rounds() > 0 && speed.timed() > 0) {
            lines.add("throughput: " + (timesFinished() ? "finished, " : "") + speed.timed() + " measurements in "
                    + speed.rounds() + (speed.rounds() == 1 ? " round" : " rounds"));
        }
        return lines;
    }

    /** Every score that is available, one line each. */
    List<String> scores() {
        return run.rows().stream()
                .filter(row -> SCORES.contains(row.kind()) && row.ok() && !UNDER_WAY.contains(row.split()))
                .map(row -> ControlCharacters.escaped(name(row) + ", " + row.split() + ": " + value(row)))
                .toList();
    }

    /** Every failure with its reason, one line each. */
    List<String> failures() {
        return run.failed().stream()
                .map(row ->
                        ControlCharacters.escaped("failed: " + row.kind().id() + " " + name(row) + ": " + row.detail()))
                .toList();
    }

    /** The experiment, and whether it is still running. */
    String headline() {
        int failed = run.failed().size();
        String end = failed == 0 ? "is over" : "is over, " + failed + " failed";
        return ControlCharacters.escaped(run.title() + ": " + (run.running() ? "running" : end));
    }

    private boolean timesFinished() {
        return run.rows().stream().anyMatch(row -> row.is(RowKind.THROUGHPUT) && row.ok());
    }

    private Optional<String> cells() {
        long done = cells(run.rows().stream().filter(ResultRow::ok));
        long failed = cells(run.failed().stream());
        if (done + failed == 0 && (run.cells() == 0 || unfinishedTraining())) {
            return Optional.empty();
        }
        return Optional.of("cells: " + done + (run.cells() == 0 ? "" : " of " + run.cells()) + " done"
                + (failed == 0 ? "" : ", " + failed + " failed"));
    }

    private long cells(Stream<ResultRow> rows) {
        return rows.filter(row -> row.is(RowKind.SCORE))
                .map(this::name)
                .distinct()
                .count();
    }

    private boolean unfinishedTraining() {
        return run.trainings().stream().anyMatch(t -> t.stage() == Stage.WAITS || t.stage() == Stage.RUNS);
    }

    private String name(ResultRow row) {
        String upstream = run.upstream(row);
        return row.task().isEmpty() ? upstream : upstream + " x " + row.task();
    }

    private static String value(ResultRow row) {
        String unit = row.metric().unit();
        Cell cell = Cell.of(row);
        return (row.metric().label() + " " + Numbers.measured(cell.value(), unit) + " " + unit + " " + cell.range(unit))
                .strip();
    }

    private static String words(TrainingProgress training, boolean current) {
        return switch (training.stage()) {
            case WAITS -> "begun, no interval is logged yet";
            case FINISHED -> "finished, " + training.step() + " updates in " + ElapsedTime.text(training.seconds());
            case FAILED -> "failed: " + String.join(", ", training.figures());
            case RUNS -> course(training, current);
        };
    }

    private static String course(TrainingProgress training, boolean current) {
        List<String> parts = new ArrayList<>();
        parts.add(
                training.steps() == 0
                        ? "step " + training.step()
                        : String.format(
                                Locale.ROOT,
                                "step %d of %d (%d %%)",
                                training.step(),
                                training.steps(),
                                100 * training.step() / training.steps()));
        parts.addAll(training.figures());
        if (!current) {
            parts.add("not finished");
        } else if (Double.isFinite(training.secondsLeft())) {
            parts.add(ElapsedTime.text(training.secondsLeft()) + " left");
        }
        return String.join(", ", parts);
    }
}
