package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.run.RunPlan.TimeLeft;
import org.speechbench.bench.speed.BenchmarkRuns;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.engine.device.Gpus;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.finetune.FinetuneConfig;
import org.speechbench.upstream.pretrain.PretrainConfig;

/**
 * Summarises a plan in numbers, including what was finished before the run was resumed. It only reads and writes
 * nothing.
 */
final class RunPlanner {
    private static final int SECONDS_AN_HOUR = 3600;
    /** The size of shards of samples at 16 kHz and 16 bits; shards of log-mel frames are half as large. */
    private static final long SHARD_BYTES_A_SECOND = 32_000;
    /** Two checkpoints of parameters and both moments, and the models of the first and last step, in fp32. */
    private static final long BYTES_A_PARAMETER = 4 * (2 * 3 + 2);

    /**
     * Logits are computed for masked frames only, so that the number of classes has hardly any effect on the
     * arithmetic.
     */
    private static final int USUAL_CLASSES = 500;

    private final Plan plan;
    private final ExperimentConfig config;
    private final Services services;
    private final RunOptions options;
    private final CompletedWork earlier;
    private final TimeEstimates estimates;

    RunPlanner(Plan plan, ExperimentConfig config, Services services, RunOptions options, CompletedWork earlier) {
        this.plan = plan;
        this.config = config;
        this.services = services;
        this.options = options;
        this.earlier = earlier;
        Machine machine = Machine.probe().computingOn(Gpus.of(options.devices()));
        this.estimates = new TimeEstimates(
                EarlierRuns.beside(options.out(), machine, options.devices().provenance()), config.precision());
    }

    RunPlan plan() {
        List<RunPlan.Training> trainings = trainings();
        List<RunPlan.PlannedCell> cells = cells();
        int forks = forks();
        List<TimeLeft> times = new ArrayList<>();
        trainings.stream().filter(t -> !t.done().finished()).forEach(t -> times.add(t.time()));
        cells.stream().filter(c -> !c.finished()).forEach(c -> times.add(c.time()));
        ThroughputEntry timed = config.throughput();
        if (timed != null && forks > 0) {
            double seconds = forks * (timed.warmupSeconds() + timed.measureSeconds());
            times.add(new TimeLeft(seconds, true, "without the start of each fork"));
        }
        TimeLeft time = TimeEstimates.sum(times);
        return new RunPlan(trainings, cells, forks, time, disks(), plan.skipped(), plan.warnings());
    }

    private List<RunPlan.Training> trainings() {
        List<RunPlan.Training> trainings = new ArrayList<>();
        for (String label : plan.training().order()) {
            TrainingPlan.PlannedPretraining pretrained =
                    plan.training().pretrain().get(label);
            TrainingPlan.PlannedFinetuning tuned = plan.training().finetune().get(label);
            if (pretrained != null) {
                trainings.add(pretraining(label, pretrained));
            } else if (tuned != null) {
                trainings.add(finetuning(label, tuned));
            }
        }
        return trainings;
    }

    private RunPlan.Training pretraining(String label, TrainingPlan.PlannedPretraining planned) {
        PretrainEntry entry = planned.entry();
        PretrainConfig.Schedule schedule = entry.training().schedule();
        TrainingEvent last = earlier.lastEvent(label);
        boolean finished = earlier.pretrained(label);
        double seconds = schedule.steps() * schedule.batchSeconds();
        long done = finished ? schedule.steps() : last == null ? 0 : last.step();
        double left = Math.max(0, schedule.steps() - done) * schedule.batchSeconds();
        return new RunPlan.Training(
                "pretrain",
                label,
                model(entry.provider(), planned.card().size(), planned.card()),
                entry.targets().text(),
                audio(planned.corpus(), schedule.steps(), schedule.batchSeconds()),
                gigaFlops(planned) * seconds / 1e3,
                new RunPlan.Done(finished, done),
                finished ? TimeLeft.NONE : time(planned, left, last));
    }

    /**
     * The arithmetic of a step per second of audio, computed from the longest crop and all settings, or from the size
     * alone if no more is known.
     */
    private double gigaFlops(TrainingPlan.PlannedPretraining planned) {
        PretrainEntry entry = planned.entry();
        double crop = Collections.max(entry.training().crops().seconds());
        double known = planned.provider()
                        .stepFlops(config.spec(entry), USUAL_CLASSES, crop)
                        .flops()
                / 1e9;
        return known > 0 ? known : planned.card().cost().gigaFlopsPerSecond();
    }

    private TimeLeft time(TrainingPlan.PlannedPretraining planned, double audioSeconds, @Nullable TrainingEvent last) {
        double speed = last == null ? 0 : last.value(TrainingEvent.SPEED);
        return speed > 0
                ? new TimeLeft(audioSeconds / speed, false, "by its speed so far")
                : estimates.pretraining(planned.entry(), audioSeconds, gigaFlops(planned));
    }

    private static RunPlan.Model model(String provider, String size, @Nullable UpstreamCard card) {
        return new RunPlan.Model(
                provider, size, card == null ? 0 : card.cost().parameters(), card == null ? 0 : card.frameRate());
    }

    private static RunPlan.Audio audio(Corpus corpus, long steps, double batchSeconds) {
        return new RunPlan.Audio(
                corpus.name(), Plan.hours(corpus), steps, batchSeconds, steps * batchSeconds / SECONDS_AN_HOUR);
    }

    private RunPlan.Training finetuning(String label, TrainingPlan.PlannedFinetuning planned) {
        FinetuneEntry entry = planned.entry();
        FinetuneConfig.Schedule schedule = entry.training().schedule();
        boolean finished = earlier.finetuned(label);
        return new RunPlan.Training(
                "finetune",
                label,
                model(entry.provider(), planned.size(), planned.card()),
                planned.task().name(),
                audio(planned.corpus(), schedule.steps(), schedule.batchSeconds()),
                0,
                new RunPlan.Done(finished, finished ? schedule.steps() : 0),
                finished ? TimeLeft.NONE : TimeEstimates.unknown());
    }

    private List<RunPlan.PlannedCell> cells() {
        List<RunPlan.PlannedCell> cells = new ArrayList<>();
        plan.upstreams().keySet().forEach(upstream -> plan.tasks().forEach((label, task) -> {
            int seeds = task.entry().sweep().seeds();
            boolean finished = earlier.scored(upstream, label, task, config.seed());
            cells.add(new RunPlan.PlannedCell(
                    upstream,
                    label,
                    task.corpus().utterances().size(),
                    Plan.hours(task.corpus()),
                    seeds,
                    finished,
                    finished ? TimeLeft.NONE : estimates.cell(upstream, label, task, seeds)));
        }));
        return cells;
    }

    private int forks() {
        ThroughputEntry entry = config.throughput();
        return entry == null || !ThroughputStage.isWanted(config, options) || earlier.timed()
                ? 0
                : entry.rounds()
                        * BenchmarkRuns.of(
                                        entry,
                                        config.precision(),
                                        options.devices().first(),
                                        services)
                                .size();
    }

    private List<RunPlan.Disk> disks() {
        long cached = options.cacheBytes() == 0 ? 0 : Math.min(options.cacheBytes(), cacheBytes());
        return List.of(
                disk(options.out(), "checkpoints and models", trainedBytes()),
                disk(options.cache(), "hidden states and prepared audio", cached + shardBytes()));
    }

    /**
     * The size of the hidden states of all cells. Tasks that share recordings share their states, so that it may be
     * less.
     */
    private long cacheBytes() {
        double bytes = 0;
        for (Plan.PlannedUpstream upstream : plan.upstreams().values()) {
            UpstreamCard card = upstream.card();
            if (card == null) {
                continue;
            }
            for (Plan.PlannedTask task : plan.tasks().values()) {
                bytes += Plan.hours(task.corpus())
                        * SECONDS_AN_HOUR
                        * card.frameRate()
                        * card.layers()
                        * card.hiddenSize()
                        * 2;
            }
        }
        return Math.round(bytes);
    }

    private long trainedBytes() {
        long parameters = 0;
        for (TrainingPlan.PlannedPretraining p : plan.training().pretrain().values()) {
            parameters += p.card().cost().parameters();
        }
        for (TrainingPlan.PlannedFinetuning f : plan.training().finetune().values()) {
            parameters += f.card() == null ? 0 : f.card().cost().parameters();
        }
        return parameters * BYTES_A_PARAMETER;
    }

    private long shardBytes() {
        double hours = plan.training().pretrain().values().stream()
                .mapToDouble(p -> Plan.hours(p.corpus()))
                .sum();
        return Math.round(hours * SECONDS_AN_HOUR * SHARD_BYTES_A_SECOND);
    }

    private static RunPlan.Disk disk(Path folder, String use, long needed) {
        long free = -1;
        for (@Nullable Path p = folder.toAbsolutePath(); p != null && free < 0; p = p.getParent()) {
            if (Files.exists(p)) {
                try {
                    free = Files.getFileStore(p).getUsableSpace();
                } catch (IOException e) {
                    break;
                }
            }
        }
        return new RunPlan.Disk(folder.toString(), use, needed, free);
    }
}
