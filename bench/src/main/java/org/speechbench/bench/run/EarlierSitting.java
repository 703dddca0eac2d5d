package org.speechbench.bench.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.PretrainLog;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

/**
 * What a run that is resumed has finished, by its rows alone: without the weights it is not known whether a model has
 * changed, which the run itself looks at.
 */
record EarlierSitting(RunDirectory files, boolean resumed, List<ResultRow> rows) {
    EarlierSitting {
        rows = List.copyOf(rows);
    }

    /** Of a run that is not resumed nothing is finished. */
    static EarlierSitting of(RunOptions options) {
        RunDirectory files = new RunDirectory(options.out());
        boolean resumed = options.resume();
        return new EarlierSitting(files, resumed, resumed ? new ResultStore(files.results()).rows() : List.of());
    }

    boolean pretrained(String label) {
        return rows.stream().anyMatch(r -> PretrainRows.measures(r, label, PretrainRows.SECONDS));
    }

    boolean finetuned(String label) {
        return rows.stream().anyMatch(r -> FinetuneRows.measures(r, label, PretrainRows.SECONDS));
    }

    /** Whether every seed of a cell has its scores. */
    boolean scored(String upstream, String label, Plan.PlannedTask task, long firstSeed) {
        return task.entry().sweep().seeds(firstSeed).stream()
                .allMatch(seed -> rows.stream()
                                .filter(r -> r.kind().equals("score") && r.ok())
                                .filter(r -> r.upstream().equals(upstream)
                                        && r.task().equals(label))
                                .filter(r -> r.taskVersion()
                                                == task.task().card().version()
                                        && r.preset()
                                                .equals(task.entry().preset().id()))
                                .filter(r -> seed.equals(r.seed()))
                                .map(ResultRow::split)
                                .distinct()
                                .count()
                        >= CellStage.testSplits(task));
    }

    boolean timed() {
        return rows.stream().anyMatch(r -> r.kind().equals(SpeedRows.THROUGHPUT) && r.ok());
    }

    /** The last line of a pre-training's log; null if there is none, or the run is not resumed. */
    @Nullable
    PretrainEvent lastEvent(String label) {
        if (!resumed) {
            return null;
        }
        List<PretrainEvent> events = new PretrainLog(files.events(label)).read();
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
