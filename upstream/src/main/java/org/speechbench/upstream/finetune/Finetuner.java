package org.speechbench.upstream.finetune;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.core.result.FinetuneEvent;
import org.speechbench.core.result.FinetuneLog;
import org.speechbench.core.tensorboard.EventFile;
import org.speechbench.core.tensorboard.TrainingScalars;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.OutOfMemory;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelUse;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.GradientClip;
import org.speechbench.engine.optim.LossScale;
import org.speechbench.engine.optim.TriStage;
import org.speechbench.upstream.pretrain.BatchLoader;
import org.speechbench.upstream.pretrain.TrainingCheckpoint;

/**
 * The loop of a fine-tuning. Each part of the model has an optimiser of its own, which counts its updates from the step
 * on in which the part is no longer frozen, as PyTorch's Adam does. What a step sees depends on its number only.
 */
final class Finetuner implements AutoCloseable {
    private final FinetuneJob job;
    private final FinetuneConfig config;
    private final Finetunable model;
    private final FinetuneBatches batches;
    private final Map<String, String> identity;
    private final int infeasible;
    private final FinetuneLog log;
    private final TriStage rate;
    private final Seeds seeds;
    private final Map<Finetunable.Part, AdamW> optimisers = new EnumMap<>(Finetunable.Part.class);
    private final long began = System.nanoTime();
    private double secondsBefore;
    private long step;
    private long saved = -1;
    private double audioSeconds;
    private long bestStep;
    private @Nullable Double bestDev;
    private final LossScale scale;
    private final GradientClip clip;
    private final StepSums sums;

    Finetuner(
            FinetuneJob job, Finetunable model, FinetuneBatches batches, Map<String, String> identity, int infeasible) {
        this.job = job;
        this.config = job.config();
        this.model = model;
        this.batches = batches;
        this.identity = identity;
        this.infeasible = infeasible;
        this.log = new FinetuneLog(job.out().resolve(FinetuneJob.EVENTS));
        this.rate = config.schedule();
        this.seeds = new Seeds(config.seed());
        this.scale = LossScale.of(job.engine(), job.options().precision());
        this.clip = new GradientClip(job.engine(), config.model().clip());
        this.sums = new StepSums(job.engine().manager());
    }

    /** See {@link FinetuneJob#run}. */
    FinetuneResult run(boolean resume, BooleanSupplier stop) {
        Optional<TrainingCheckpoint<FinetuneState>> checkpoint =
                TrainingCheckpoint.latest(checkpoints(), FinetuneState.class, job.progress());
        if (checkpoint.isPresent() && !resume) {
            throw new UserError(
                    job.out() + " already has a checkpoint at step "
                            + checkpoint.get().state().step() + ".",
                    "Resume it, or train into another folder.");
        }
        try (this) {
            for (Finetunable.Part part : Finetunable.Part.values()) {
                List<NDArray> own = model.parameters().list().subList(model.first(part), model.end(part));
                optimisers.put(part, AdamW.create(job.engine(), own, FinetuneConfig.optimiser()));
            }
            checkpoint.ifPresent(this::restore);
            log.truncateAfter(step);
            train(EventFile.begin(job.out(), step), stop);
            return result();
        }
    }

    private Path checkpoints() {
        return job.out().resolve("checkpoints");
    }

    private void restore(TrainingCheckpoint<FinetuneState> from) {
        from.requireIdentity(identity);
        from.restore(job.engine().manager(), model.parameters(), List.copyOf(optimisers.values()));
        FinetuneState s = from.state();
        secondsBefore = s.totalSeconds();
        step = s.step();
        saved = step;
        audioSeconds = s.audioSeconds();
        bestStep = s.bestStep();
        bestDev = s.bestDev();
        sums.restore(s.lossSum(), s.normSum(), s.summed(), s.norms());
        scale.restore(s.lossScale());
        job.progress().note("Resumed at step " + step + ".");
    }

    private void train(EventFile board, BooleanSupplier stop) {
        try (BatchLoader<FinetuneBatch> loader = new BatchLoader<>(batches::batch, step, config.steps());
                Progress.Stage stage =
                        job.progress().start("fine-tune " + job.options().provider(), config.steps())) {
            stage.advance(step, "");
            boolean stopped = false;
            while (step < config.steps() && !stopped) {
                update(loader.next());
                if (due(config.logEvery()) || due(config.evaluateEvery())) {
                    stage.advance(0, event(board));
                }
                stopped = stop.getAsBoolean();
                if (stopped || due(config.checkpointEvery())) {
                    save();
                }
                stage.advance(1, "");
            }
        }
    }

    /** Whether something is done after this step; everything is done after the last. */
    private boolean due(int every) {
        return step % every == 0 || step == config.steps();
    }

    private void update(FinetuneBatch batch) {
        try (NDManager results = job.engine().manager().newSubManager()) {
            job.engine().seed(seeds.of("dropout", step, 0) & Long.MAX_VALUE);
            Finetunable.Part from = config.trained(step);
            Finetunable.Gradients g = gradients(results, batch, from);
            GradientClip.Clipped clipped = clip.clip(results, g.gradients(), scale.array());
            int first = model.first(from);
            optimisers.forEach((part, optimiser) -> {
                if (part.compareTo(from) >= 0) {
                    List<NDArray> own = clipped.gradients().subList(model.first(part) - first, model.end(part) - first);
                    optimiser.step(results, rate.at(step), own);
                }
            });
            scale.update(results, clipped.norm());
            sums.add(step, g.loss(), clipped.norm());
        }
        audioSeconds += batch.audioSeconds();
        step++;
    }

    private Finetunable.Gradients gradients(NDManager results, FinetuneBatch batch, Finetunable.Part from) {
        try {
            return model.gradients(results, batch, from, scale.array());
        } catch (EngineException e) {
            throw OutOfMemory.is(e) ? tooLarge(batch, e) : e;
        }
    }

    private UserError tooLarge(FinetuneBatch batch, EngineException e) {
        return new UserError(
                String.format(
                        Locale.ROOT,
                        "Step %d does not fit into the memory of %s: %d utterances of up to %.1f s: %s.",
                        step + 1,
                        job.engine().device(),
                        batch.waveforms().size(),
                        batch.waveforms().longest() / (double) Waveform.SAMPLE_RATE,
                        OutOfMemory.reason(e)),
                "Lower batch_seconds, or leave out the longest utterances.",
                e);
    }

    static UserError diverged(long step) {
        return new UserError(
                "Fine-tuning diverged: loss or weights are not finite at step " + (step + 1) + ".",
                "Lower the learning rate, or set clip.");
    }

    /** Writes an event and returns a note for people. */
    private String event(EventFile board) {
        Double dev = !job.dev().isEmpty() && due(config.evaluateEvery()) ? (Double) evaluate() : null;
        sums.read();
        double loss = sums.loss() / sums.steps();
        FinetuneEvent event = new FinetuneEvent(
                step, totalSeconds(), audioSeconds / 3600, loss, sums.meanNorm(), rate.at(step - 1), dev);
        log.append(event);
        board.add(step, TrainingScalars.of(event));
        sums.clear();
        String score = dev == null ? "" : String.format(Locale.ROOT, ", dev %.1f", dev);
        return String.format(Locale.ROOT, "loss %.3f%s", loss, score);
    }

    /** Scores dev, and keeps the weights if none were better; of equal ones the later have learnt more. */
    private double evaluate() {
        double score = job.devMetric()
                .score(job.dev().stream()
                        .map(e -> model.bestPath(job.reader().read(e.utterance())))
                        .toList());
        if (bestDev == null || !job.devMetric().metric().better(bestDev, score)) {
            keep();
            bestDev = score;
        }
        return score;
    }

    private void keep() {
        if (!model.parameters().finite()) {
            throw diverged(step - 1);
        }
        Map<String, Object> kept = new LinkedHashMap<>(model.config());
        kept.put(LabelUse.SECTION, Map.of(LabelUse.KEY, true));
        kept.put("training", identity);
        kept.put("step", step);
        CheckpointStore.write(job.out().resolve(FinetuneJob.MODEL), model.parameters(), kept);
        bestStep = step;
    }

    private void save() {
        if (step == saved) {
            return;
        }
        if (!model.parameters().finite()) {
            throw diverged(step - 1);
        }
        sums.read();
        FinetuneState state = new FinetuneState(
                step,
                audioSeconds,
                totalSeconds(),
                optimisers.values().stream().map(AdamW::counts).toList(),
                bestStep,
                bestDev,
                sums.loss(),
                sums.norm(),
                sums.steps(),
                sums.norms(),
                scale.state(),
                identity,
                Map.of());
        TrainingCheckpoint.save(checkpoints(), state, model.parameters(), List.copyOf(optimisers.values()));
        saved = step;
    }

    private double totalSeconds() {
        return secondsBefore + (System.nanoTime() - began) / 1e9;
    }

    private FinetuneResult result() {
        boolean finished = step == config.steps();
        if (finished && job.dev().isEmpty()) {
            keep();
        }
        return new FinetuneResult(
                step,
                audioSeconds / 3600,
                totalSeconds(),
                bestStep,
                bestDev,
                infeasible,
                finished ? job.out().resolve(FinetuneJob.MODEL) : null);
    }

    @Override
    public void close() {
        optimisers.values().forEach(AdamW::close);
        scale.close();
        clip.close();
        sums.close();
    }
}
