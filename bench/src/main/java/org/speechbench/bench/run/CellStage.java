package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Subject;
import org.speechbench.downstream.CellOptions;
import org.speechbench.downstream.CellRequest;
import org.speechbench.downstream.CellResult;
import org.speechbench.downstream.TaskRun;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;

/** Probes one upstream on every task. If a cell fails, a row with the reason is written, and the next cell is begun. */
final class CellStage {
    private final ExperimentConfig config;
    private final Services services;
    private final EngineContext engine;
    private final RunFolder folder;
    private final TaskRun taskRun;
    private final Clips clips;
    private final Failures failures;
    private final BooleanSupplier stop;
    private final Progress progress;

    CellStage(
            ExperimentConfig config,
            Services services,
            EngineContext engine,
            RunFolder folder,
            TaskRun taskRun,
            Clips clips,
            Failures failures,
            BooleanSupplier stop,
            Progress progress) {
        this.config = config;
        this.services = services;
        this.engine = engine;
        this.folder = folder;
        this.taskRun = taskRun;
        this.clips = clips;
        this.failures = failures;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Runs the cells of an upstream that are not finished.
     *
     * @param checkpoint null for random initialisation
     */
    void run(
            String label,
            Plan.PlannedUpstream planned,
            @Nullable Path checkpoint,
            Map<String, Plan.PlannedTask> tasks) {
        Map<String, Plan.PlannedTask> left = left(label, tasks);
        if (left.isEmpty()) {
            return;
        }
        UpstreamEntry entry = planned.entry();
        Precision precision = Precision.of(config.precision());
        UpstreamSpec spec =
                config.spec(entry.provider(), planned.size(), entry.settings()).from(checkpoint);
        Upstream opened;
        boolean usesLabels;
        try {
            usesLabels = LabelProvenance.of(checkpoint);
            opened = opened(label, spec);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            failAll(label, planned, left, failures.add(label, e));
            return;
        }
        try (Upstream upstream = opened) {
            if (isAnother(label, upstream)) {
                failAll(label, planned, left, failures.add(label, another(label)));
                return;
            }
            UpstreamName name = name(label, planned, upstream.digest(), usesLabels || upstream.usesLabels());
            left.forEach((taskLabel, task) -> {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
                cell(CellRows.of(name, taskLabel, task, config.seed()), upstream, precision, task);
            });
        }
    }

    /** The cells that are not finished; the others are reported as finished. */
    private Map<String, Plan.PlannedTask> left(String label, Map<String, Plan.PlannedTask> tasks) {
        CompletedWork earlier = sitting();
        Map<String, Plan.PlannedTask> left = new LinkedHashMap<>();
        tasks.forEach((taskLabel, task) -> {
            if (earlier.scored(label, taskLabel, task, config.seed())) {
                progress.note(label + " x " + taskLabel + " is finished");
            } else {
                left.put(taskLabel, task);
            }
        });
        return left;
    }

    private CompletedWork sitting() {
        return new CompletedWork(folder.files(), true, folder.results().rows());
    }

    /** Whether scores of the same label were made with other weights: a label identifies one upstream. */
    private boolean isAnother(String label, Upstream upstream) {
        return folder.results().rows().stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .filter(r -> r.upstream().equals(label) && !r.subject().digest().isEmpty())
                .anyMatch(r -> !r.subject().digest().equals(upstream.digest()));
    }

    private static UserError another(String label) {
        return new UserError(
                "Upstream " + label + " has other weights or settings than those that its scores were made with.",
                "Put them back, use another --out, or give it another label.");
    }

    /** Large weights take a while to read and to digest. */
    private Upstream opened(String label, UpstreamSpec spec) {
        try (Progress.Stage stage = progress.start("open " + label, 0)) {
            Upstream upstream = services.upstreams().open(engine, spec);
            stage.advance(1, "");
            return upstream;
        }
    }

    /**
     * Writes a failed row for every cell of an upstream that could not be opened, except for those that are finished.
     */
    void failAll(String label, Plan.PlannedUpstream planned, Map<String, Plan.PlannedTask> tasks, String reason) {
        CompletedWork earlier = sitting();
        tasks.forEach((taskLabel, task) -> {
            if (!earlier.scored(label, taskLabel, task, config.seed())) {
                CellRows rows = CellRows.of(name(label, planned, "", false), taskLabel, task, config.seed());
                fail(rows, reason, 0);
            }
        });
    }

    /** The row replaces an earlier failure of the same cell. */
    private void fail(CellRows rows, String reason, double seconds) {
        folder.keep(r -> !(rows.isOfCell(r) && r.is(RowKind.SCORE) && !r.ok()), w -> true);
        folder.results().append(rows.failed(reason, seconds));
    }

    private UpstreamName name(String label, Plan.PlannedUpstream planned, String digest, boolean usesLabels) {
        UpstreamEntry entry = planned.entry();
        String init = entry.init();
        if (init.isEmpty()) {
            UpstreamCard card = planned.card();
            init = card == null || card.cost().parameters() == 0 ? "none" : "random";
        }
        return new UpstreamName(
                new Subject(label, entry.provider(), planned.size(), init, digest, usesLabels), config.precision());
    }

    /** Runs the seeds of a cell that are not finished; if one fails, a row with the reason is written. */
    private void cell(CellRows first, Upstream upstream, Precision precision, Plan.PlannedTask task) {
        long began = System.nanoTime();
        String label = first.upstream().label() + " x " + first.taskLabel();
        CompletedWork earlier = sitting();
        List<Long> seeds = new ArrayList<>(task.entry().sweep().seeds(config.seed()));
        Double chosen = null;
        for (Long seed : List.copyOf(seeds)) {
            List<ResultRow> scores = earlier.scores(first.upstream().label(), first.taskLabel(), task, seed);
            if (!scores.isEmpty()) {
                chosen = chosen == null ? scores.get(0).cost().learningRate() : chosen;
                seeds.remove(seed);
            }
        }
        Deque<Long> open = new ArrayDeque<>(seeds);
        try {
            CellOptions options = options(task);
            options = chosen == null ? options : options.training(List.of(chosen), options.steps());
            CellRequest request = new CellRequest(
                    label, upstream, precision, task.task(), task.entry().preset(), task.corpus(), seeds, options);
            taskRun.run(request, result -> {
                write(first.ofSeed(result.seed()), task, result);
                open.remove();
            });
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            String reason = failures.add(label, e);
            double seconds = (System.nanoTime() - began) / 1e9;
            open.forEach(seed -> fail(first.ofSeed(seed), reason, seconds));
        }
    }

    private static CellOptions options(Plan.PlannedTask task) {
        TaskEntry entry = task.entry();
        return new CellOptions(
                entry.learningRates().isEmpty() ? null : entry.learningRates(),
                entry.steps() == 0 ? null : (Integer) entry.steps(),
                entry.sweep().patience(),
                entry.sweep().halving(),
                entry.normalize(),
                entry.layer() < 0 ? null : (Integer) entry.layer(),
                task.trials(),
                0);
    }

    /** The scores are written last, so that a cell that has them is finished. */
    private void write(CellRows rows, Plan.PlannedTask task, CellResult result) {
        forget(rows);
        String upstream = rows.upstream().label();
        List<LayerWeight> weights = new ArrayList<>();
        for (CellResult.LayerWeights w : result.weights()) {
            int first = Math.max(0, rows.entry().layer());
            for (int i = 0; i < w.weights().size(); i++) {
                weights.add(new LayerWeight(
                        upstream,
                        rows.taskLabel(),
                        w.fold(),
                        first + i,
                        w.weights().get(i)));
            }
        }
        if (ofRun(rows)) {
            folder.layers().append(weights);
        }
        for (CellResult.TestResult test : result.tests()) {
            List<PredictionLine> lines = TestPredictions.lines(test.predictions());
            Path file = predictions(rows, test.split());
            KeptPredictions.of(file, rows, folder.results().rows()).moveAside();
            new PredictionFile(file).write(lines);
            if (ofRun(rows)) {
                clips.write(rows.taskLabel(), task.corpus(), task.task().scorer(), lines);
            }
        }
        rows.grid(result).forEach(folder.results()::append);
        rows.secondary(result).forEach(folder.results()::append);
        rows.scores(result, task.notes()).forEach(folder.results()::append);
    }

    /** Whether the seed is that of the run, whose layer weights and clips are kept. */
    private boolean ofRun(CellRows rows) {
        return rows.seed() == config.seed();
    }

    private Path predictions(CellRows rows, String split) {
        String upstream = rows.upstream().label();
        RunDirectory files = folder.files();
        return ofRun(rows)
                ? files.predictions(upstream, rows.taskLabel(), split)
                : files.predictions(upstream, rows.taskLabel(), split, rows.seed());
    }

    /** Removes what an earlier, unfinished attempt at a cell has left, once there is something to replace it. */
    private void forget(CellRows rows) {
        folder.keep(
                r -> !(rows.isOfCell(r)
                        && (!r.ok()
                                || r.protocol().taskVersion()
                                        == rows.task().card().version())),
                w -> !(ofRun(rows)
                        && w.upstream().equals(rows.upstream().label())
                        && w.task().equals(rows.taskLabel())));
    }
}
