package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.tasks.Fold;
import org.speechbench.upstream.finetune.FinetuneJob;
import org.speechbench.upstream.pretrain.PretrainJob;

/**
 * The work that a resumed run has already finished, determined from its rows alone. Without the weights it is unknown
 * whether a model has changed; the run itself checks this.
 */
record CompletedWork(RunDirectory files, boolean resumed, List<ResultRow> rows) {
    CompletedWork {
        rows = List.copyOf(rows);
    }

    /** The work of a run that is not resumed, of which nothing is finished. */
    static CompletedWork of(RunOptions options) {
        RunDirectory files = new RunDirectory(options.out());
        boolean resumed = options.resume();
        return new CompletedWork(files, resumed, resumed ? new ResultStore(files.results()).rows() : List.of());
    }

    boolean pretrained(String label) {
        return rows.stream().anyMatch(r -> r.measures(RowKind.PRETRAIN, label, Metrics.SECONDS));
    }

    boolean finetuned(String label) {
        return rows.stream().anyMatch(r -> r.measures(RowKind.FINETUNE, label, Metrics.SECONDS));
    }

    /** The size of an upstream whose fine-tuning is finished. */
    Optional<String> finetunedSize(String label) {
        return rows.stream()
                .filter(r -> r.measures(RowKind.FINETUNE, label, Metrics.SECONDS))
                .map(row -> row.subject().size())
                .findFirst();
    }

    /** Whether a training is finished. */
    boolean trained(String label) {
        return pretrained(label) || finetuned(label);
    }

    /** Whether every cell of an upstream has its scores. */
    boolean scored(String upstream, Map<String, Plan.PlannedTask> tasks, long firstSeed) {
        return !tasks.isEmpty()
                && tasks.entrySet().stream().allMatch(t -> scored(upstream, t.getKey(), t.getValue(), firstSeed));
    }

    /** Whether all seeds of a cell have their scores. */
    boolean scored(String upstream, String label, Plan.PlannedTask task, long firstSeed) {
        return task.entry().sweep().seeds(firstSeed).stream()
                .noneMatch(seed -> scores(upstream, label, task, seed).isEmpty());
    }

    /** The scores of a cell with one seed, if every test split has one; otherwise empty. */
    List<ResultRow> scores(String upstream, String label, Plan.PlannedTask task, long seed) {
        List<ResultRow> scores = rows.stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .filter(r -> r.upstream().equals(upstream) && r.task().equals(label))
                .filter(r -> r.protocol().taskName().equals(task.task().name())
                        && r.protocol().taskVersion() == task.task().card().version()
                        && r.protocol().preset().equals(task.entry().preset().id()))
                .filter(r -> Long.valueOf(seed).equals(r.measure().seed()))
                .toList();
        long splits = scores.stream().map(ResultRow::split).distinct().count();
        return splits >= testSplits(task) ? scores : List.of();
    }

    private static int testSplits(Plan.PlannedTask planned) {
        List<Fold> folds = planned.task().folds(planned.corpus());
        return folds.size() == 1 ? folds.get(0).tests().size() : 1;
    }

    /** Whether a plan is completely finished. */
    boolean hasAll(Plan plan, ExperimentConfig config, RunOptions options) {
        boolean models = options.scope() != RunOptions.Scope.ALL;
        boolean trained = plan.training().order().stream()
                .allMatch(label -> trained(label) && (!models || Files.isDirectory(model(label))));
        boolean scored = plan.upstreams().keySet().stream()
                .allMatch(label -> plan.tasks().isEmpty() || scored(label, plan.tasks(), config.seed()));
        return trained && scored && (timed() || !ThroughputStage.isWanted(config, options));
    }

    private Path model(String label) {
        return pretrained(label)
                ? files.pretrain(label).resolve(PretrainJob.MODEL)
                : files.finetune(label).resolve(FinetuneJob.MODEL);
    }

    /**
     * The trainings that remain to be done, and those whose model is needed for the remaining work.
     *
     * @param plan the plan of what is to be run
     */
    Set<String> needed(Plan plan, ExperimentConfig config, RunOptions options) {
        Set<String> needed = new HashSet<>();
        plan.upstreams().forEach((label, entry) -> {
            if (!scored(label, plan.tasks(), config.seed())) {
                add(needed, entry.entry().pretrained(), config);
            }
        });
        plan.training().order().stream()
                .filter(label -> options.scope() != RunOptions.Scope.ALL || !trained(label))
                .forEach(label -> add(needed, label, config));
        return needed;
    }

    /** A training and, unless its model exists, the training that it begins with. */
    private void add(Set<String> needed, String label, ExperimentConfig config) {
        if (!label.isEmpty() && needed.add(label) && !(trained(label) && Files.isDirectory(model(label)))) {
            add(needed, config.dependsOn(label), config);
        }
    }

    boolean timed() {
        return rows.stream().anyMatch(r -> r.is(RowKind.THROUGHPUT) && r.ok());
    }

    /** The last line of a pre-training's log; null if there is none, or the run is not resumed. */
    @Nullable
    TrainingEvent lastEvent(String label) {
        if (!resumed) {
            return null;
        }
        List<TrainingEvent> events =
                TrainingLog.pretraining(files.events(label)).read();
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
