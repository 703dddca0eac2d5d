package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.CellOptions;
import org.speechbench.downstream.CellRequest;
import org.speechbench.downstream.TaskRun;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.pretrain.PretrainJob;

/**
 * The cells of an upstream: its probing on every task. If a cell fails, a row with the reason is written, and the next
 * cell is begun.
 */
final class ProbeStage implements Stage {
    private static final String RANDOM = "random";

    private final ExperimentConfig config;
    private final Services services;
    private final Lineage lineage;
    private final UpstreamEntry entry;
    private final @Nullable UpstreamCard card;
    private final List<PlannedTask> tasks;

    /** @param card null if all cells are finished, in which case the checkpoint may no longer exist */
    private ProbeStage(
            Planning planning,
            Lineage lineage,
            UpstreamEntry entry,
            @Nullable UpstreamCard card,
            List<PlannedTask> tasks) {
        this.config = planning.config();
        this.services = planning.services();
        this.lineage = lineage;
        this.entry = entry;
        this.card = card;
        this.tasks = List.copyOf(tasks);
    }

    /** @throws UserError if the upstream does not exist or does not have its size or settings */
    static ProbeStage of(SeededLabel of, UpstreamEntry entry, List<PlannedTask> tasks, Planning planning) {
        ExperimentConfig config = planning.config();
        boolean finished = !tasks.isEmpty()
                && tasks.stream().allMatch(task -> planning.earlier().scored(of, task));
        String source = entry.pretrained();
        Lineage lineage = planning.probed(of, source);
        if (finished) {
            return new ProbeStage(planning, lineage, entry, null, tasks);
        }
        Upstreams upstreams = planning.services().upstreams();
        UpstreamSpec spec = upstreams.fitted(config.spec(entry), utterances(tasks));
        UpstreamEntry fitted = spec.equals(config.spec(entry)) ? entry : entry.with(spec.settings());
        return new ProbeStage(planning, lineage, fitted, upstreams.describe(spec), tasks);
    }

    private static List<Utterance> utterances(List<PlannedTask> tasks) {
        return tasks.stream()
                .flatMap(task -> task.corpus().utterances().stream())
                .toList();
    }

    /** The model that is probed. */
    private SeededLabel probed() {
        return lineage.model();
    }

    /** How the checkpoint is read; empty if nothing is known. */
    Map<String, String> checkpoint() {
        return card == null ? Map.of() : card.checkpoint().facts();
    }

    @Override
    public String title() {
        return probed().name();
    }

    @Override
    public List<String> needs() {
        return lineage.needs();
    }

    @Override
    public boolean isFinished(CompletedWork done) {
        return tasks.stream().allMatch(task -> done.scored(probed(), task));
    }

    @Override
    public List<RunPlan.PlannedCell> describe(CompletedWork done, TimeEstimates estimates) {
        return tasks.stream()
                .map(task -> {
                    int seeds = task.entry().sweep().seeds();
                    boolean finished = done.scored(probed(), task);
                    return new RunPlan.PlannedCell(
                            probed().name(),
                            task.label(),
                            task.corpus().utterances().size(),
                            RunPlan.seconds(task.corpus()) / 3600,
                            seeds,
                            finished,
                            finished ? TimeLeft.NONE : estimates.cell(probed().label(), task, seeds));
                })
                .toList();
    }

    /** The hidden states of all layers, two bytes a value. */
    @Override
    public RunPlan.Space space() {
        if (card == null) {
            return RunPlan.Space.NONE;
        }
        double bytesASecond = card.frameRate() * card.layers() * card.hiddenSize() * 2;
        double seconds = tasks.stream()
                .mapToDouble(task -> RunPlan.seconds(task.corpus()))
                .sum();
        return new RunPlan.Space(0, Math.round(seconds * bytesASecond), 0);
    }

    @Override
    public void run(StageContext context) {
        Path checkpoint = checkpoint(context.models());
        UpstreamSpec spec =
                config.spec(entry.provider(), size(), entry.settings()).from(checkpoint);
        boolean usesLabels = LabelProvenance.of(checkpoint);
        try (Upstream upstream = opened(context, spec)) {
            if (isAnother(context, upstream)) {
                throw another();
            }
            Subject subject = subject(upstream.digest(), usesLabels || upstream.usesLabels());
            CellWriter writer = new CellWriter(context);
            for (PlannedTask task : tasks) {
                CellRows rows = cell(task, subject);
                if (context.done().scored(probed(), task)) {
                    context.progress().note(rows.label() + " is finished");
                } else if (context.stop().getAsBoolean()) {
                    throw new Stopped();
                } else {
                    cell(context, writer, rows, upstream);
                }
            }
        }
    }

    private @Nullable Path checkpoint(Map<String, Path> models) {
        if (!entry.checkpoint().isEmpty()) {
            return Path.of(entry.checkpoint());
        }
        Path model = models.get(lineage.dependsOn());
        return model != null && entry.init().equals(RANDOM) ? model.resolveSibling(PretrainJob.INITIAL) : model;
    }

    /** The size; that of the checkpoint if the experiment does not give it. */
    private String size() {
        return card == null ? entry.size() : card.size();
    }

    /** Whether scores of the same model were made with other weights: label and seed identify one upstream. */
    private boolean isAnother(StageContext context, Upstream upstream) {
        return context.folder().results().rows().stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .filter(r -> probed().isOf(r) && !r.subject().digest().isEmpty())
                .anyMatch(r -> !r.subject().digest().equals(upstream.digest()));
    }

    private UserError another() {
        return new UserError(
                "Upstream " + probed().name()
                        + " has other weights or settings than those that its scores were made with.",
                "Put them back, use another --out, or give it another label.");
    }

    /** Large weights take a while to read and to digest. */
    private Upstream opened(StageContext context, UpstreamSpec spec) {
        try (Progress.Stage stage = context.progress().start("open " + probed().name(), 0)) {
            Upstream upstream = services.upstreams().open(context.engine(), spec);
            stage.advance(1, "");
            return upstream;
        }
    }

    private Subject subject(String digest, boolean usesLabels) {
        String init = entry.init();
        if (init.isEmpty()) {
            init = card == null || card.cost().parameters() == 0 ? "none" : RANDOM;
        }
        return new Subject(probed().label(), entry.provider(), size(), init, digest, usesLabels)
                .trainedBy(training(init));
    }

    private Subject.Training training(String init) {
        return switch (init) {
            case "pretrained" -> lineage.training();
            case RANDOM -> new Subject.Training(probed().seed(), "");
            default -> Subject.Training.UNKNOWN;
        };
    }

    /** The rows of a task with the first seed of its head. */
    private CellRows cell(PlannedTask task, Subject subject) {
        return new CellRows(
                probed(),
                subject,
                CheckpointFacts.precision(checkpoint(), config.precision()),
                config.probing().batches(),
                task,
                config.seed());
    }

    @Override
    public void fail(StageContext context, String reason) {
        CompletedWork done = context.done();
        CellWriter writer = new CellWriter(context);
        tasks.stream()
                .filter(task -> !done.scored(probed(), task))
                .forEach(task -> writer.fail(cell(task, subject("", false)), reason, 0));
    }

    /** Runs the seeds of a cell that are not finished; if one fails, a row with the reason is written. */
    private void cell(StageContext context, CellWriter writer, CellRows first, Upstream upstream) {
        long began = System.nanoTime();
        PlannedTask task = first.task();
        CompletedWork done = context.done();
        Deque<Long> open = new ArrayDeque<>();
        Double chosen = null;
        for (Long seed : task.entry().sweep().seeds(config.seed())) {
            List<ResultRow> scores = done.scores(probed(), task, seed);
            if (scores.isEmpty()) {
                open.add(seed);
            } else if (chosen == null) {
                chosen = scores.get(0).cost().learningRate();
            }
        }
        try {
            CellOptions options = options(task);
            options = chosen == null ? options : options.training(List.of(chosen), options.steps());
            CellRequest request = new CellRequest(
                    first.label(),
                    upstream,
                    Precision.of(config.precision()),
                    task.task(),
                    task.entry().preset(),
                    task.corpus(),
                    List.copyOf(open),
                    options);
            new TaskRun(
                            context.engine(),
                            context.features(),
                            StageContext.speech("the task's corpus")::read,
                            context.stoppable())
                    .run(request, result -> {
                        writer.write(first.ofSeed(result.seed()), result);
                        open.remove();
                    });
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            String reason = context.failures().add(first.label(), e);
            double seconds = (System.nanoTime() - began) / 1e9;
            open.forEach(seed -> writer.fail(first.ofSeed(seed), reason, seconds));
        }
    }

    private static CellOptions options(PlannedTask task) {
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
}
