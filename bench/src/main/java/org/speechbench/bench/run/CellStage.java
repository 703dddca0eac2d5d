package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.ResultRow;
import org.speechbench.downstream.CellRequest;
import org.speechbench.downstream.CellResult;
import org.speechbench.downstream.TaskRun;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.checkpoint.LabelUse;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;

/** Probes one upstream on every task. A cell that fails leaves a row that says why, and the next one is begun. */
final class CellStage {
    private final ExperimentConfig config;
    private final Services services;
    private final EngineContext engine;
    private final RunFolder folder;
    private final TaskRun taskRun;
    private final Failures failures;
    private final BooleanSupplier stop;
    private final Progress progress;

    CellStage(
            ExperimentConfig config,
            Services services,
            EngineContext engine,
            RunFolder folder,
            TaskRun taskRun,
            Failures failures,
            BooleanSupplier stop,
            Progress progress) {
        this.config = config;
        this.services = services;
        this.engine = engine;
        this.folder = folder;
        this.taskRun = taskRun;
        this.failures = failures;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Runs the cells of an upstream that are not finished.
     *
     * @param checkpoint null for random initialisation
     */
    void run(String label, UpstreamEntry entry, @Nullable Path checkpoint, Map<String, Plan.PlannedTask> tasks) {
        UpstreamProvider provider = services.upstreams().get(entry.provider());
        Precision precision = Precision.of(config.precision());
        UpstreamOptions options =
                new UpstreamOptions(entry.size(), checkpoint, config.seed(), precision, entry.settings());
        Upstream opened;
        boolean usesLabels;
        try {
            usesLabels = LabelUse.of(checkpoint);
            opened = provider.open(engine, options);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            failAll(label, entry, tasks, failures.add(label, e));
            return;
        }
        try (Upstream upstream = opened) {
            UpstreamName name = name(label, entry, upstream.digest(), usesLabels);
            tasks.forEach((taskLabel, task) -> {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
                CellRows rows = new CellRows(name, taskLabel, task.entry(), task.task(), config.seed());
                if (finished(name, taskLabel, task)) {
                    progress.note(label + " x " + taskLabel + " is finished");
                } else {
                    cell(rows, upstream, precision, task);
                }
            });
        }
    }

    /** Writes a failed row for every cell of an upstream that could not be opened. */
    void failAll(String label, UpstreamEntry entry, Map<String, Plan.PlannedTask> tasks, String reason) {
        tasks.forEach((taskLabel, task) -> {
            CellRows rows =
                    new CellRows(name(label, entry, "", false), taskLabel, task.entry(), task.task(), config.seed());
            forget(rows);
            folder.results().append(rows.failed(reason, 0));
        });
    }

    private UpstreamName name(String label, UpstreamEntry entry, String digest, boolean usesLabels) {
        String init = entry.init();
        if (init.isEmpty()) {
            long parameters = services.upstreams()
                    .get(entry.provider())
                    .card(entry.size())
                    .parameters();
            init = parameters == 0 ? "none" : "random";
        }
        return new UpstreamName(label, entry.provider(), entry.size(), init, digest, config.precision(), usesLabels);
    }

    private void cell(CellRows rows, Upstream upstream, Precision precision, Plan.PlannedTask task) {
        long began = System.nanoTime();
        String label = rows.upstream().label() + " x " + rows.taskLabel();
        forget(rows);
        try {
            CellResult result = taskRun.run(new CellRequest(
                    label,
                    upstream,
                    precision,
                    task.task(),
                    task.entry().preset(),
                    task.corpus(),
                    config.seed(),
                    task.entry().learningRates().isEmpty() ? null : task.entry().learningRates(),
                    task.entry().steps() == 0 ? null : (Integer) task.entry().steps(),
                    task.entry().normalize(),
                    task.entry().layer() < 0 ? null : (Integer) task.entry().layer(),
                    task.trials(),
                    0));
            write(rows, result);
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            String reason = failures.add(label, e);
            folder.results().append(rows.failed(reason, (System.nanoTime() - began) / 1e9));
        }
    }

    /** The scores come last: a cell that has them is finished. */
    private void write(CellRows rows, CellResult result) {
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
        folder.layers().append(weights);
        for (CellResult.TestResult test : result.tests()) {
            new PredictionFile(folder.files().predictions(upstream, rows.taskLabel(), test.split()))
                    .write(TestPredictions.lines(test.predictions()));
        }
        rows.grid(result).forEach(folder.results()::append);
        rows.further(result).forEach(folder.results()::append);
        rows.scores(result).forEach(folder.results()::append);
    }

    /** Whether every test split of a cell has a score of this upstream, task version, preset, head and seed. */
    private boolean finished(UpstreamName name, String taskLabel, Plan.PlannedTask planned) {
        Preset preset = planned.entry().preset();
        String head = planned.task()
                .recipe(preset, planned.task().targets(planned.corpus()).classes())
                .head();
        Set<String> scored = folder.results().rows().stream()
                .filter(r -> r.kind().equals("score") && r.ok())
                .filter(r -> r.upstream().equals(name.label()) && r.task().equals(taskLabel))
                .filter(r -> r.provider().equals(name.provider()) && r.digest().equals(name.digest()))
                .filter(r -> r.taskName().equals(planned.task().name())
                        && r.taskVersion() == planned.task().card().version())
                .filter(r -> r.preset().equals(preset.id()) && (r.head() + "(").startsWith(head + "("))
                .filter(r -> Long.valueOf(config.seed()).equals(r.seed()))
                .map(ResultRow::split)
                .collect(Collectors.toCollection(TreeSet::new));
        return scored.size() >= testSplits(planned);
    }

    private static int testSplits(Plan.PlannedTask planned) {
        List<Fold> folds = planned.task().folds(planned.corpus());
        return folds.size() == 1 ? folds.get(0).tests().size() : 1;
    }

    /** Drops what an earlier, unfinished try of a cell has left. */
    private void forget(CellRows rows) {
        String upstream = rows.upstream().label();
        folder.keep(
                r -> !(r.upstream().equals(upstream)
                        && r.task().equals(rows.taskLabel())
                        && List.of("score", CellRows.FURTHER, "dev").contains(r.kind())),
                w -> !(w.upstream().equals(upstream) && w.task().equals(rows.taskLabel())));
    }
}
