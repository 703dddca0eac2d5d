package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.PretrainLog;
import org.speechbench.core.tensorboard.EventFile;
import org.speechbench.core.tensorboard.TrainingScalars;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelUse;
import org.speechbench.engine.optim.LearningRate;

/**
 * The training loop. What a step sees depends on its number only, so a run that resumes from a checkpoint ends with the
 * weights and the log (but for times) of one that never stopped.
 */
final class Pretrainer {
    private final EngineContext engine;
    private final Pretrainable model;
    private final Replicas replicas;
    private final Precision precision;
    private final PretrainConfig config;
    private final String name;
    private final int classes;
    private final BatchMaker batches;
    private final List<PretrainBatch> dev;
    private final Map<String, String> identity;
    private final Map<String, Object> modelConfig;
    private final Path out;
    private final Progress progress;

    /**
     * A loop that has not begun.
     *
     * @param replicas of the model; stay open
     * @param precision of the model
     * @param name for people
     * @param classes of the targets
     * @param dev batches of every evaluation; empty for none
     * @param identity what the weights depend on; a checkpoint of another is refused
     * @param modelConfig written beside the finished weights
     * @param out folder of the run
     */
    Pretrainer(
            Replicas replicas,
            Precision precision,
            PretrainConfig config,
            String name,
            int classes,
            BatchMaker batches,
            List<PretrainBatch> dev,
            Map<String, String> identity,
            Map<String, Object> modelConfig,
            Path out,
            Progress progress) {
        this.engine = replicas.main().engine();
        this.model = replicas.main().model();
        this.replicas = replicas;
        this.precision = precision;
        this.config = config;
        this.name = name;
        this.classes = classes;
        this.batches = batches;
        this.dev = dev;
        this.identity = identity;
        this.modelConfig = modelConfig;
        this.out = out;
        this.progress = progress;
    }

    /** See {@link PretrainJob#run}. */
    PretrainResult run(boolean resume, BooleanSupplier stop) {
        Optional<TrainingCheckpoint<TrainingState>> checkpoint =
                TrainingCheckpoint.latest(checkpoints(), TrainingState.class, progress);
        if (checkpoint.isPresent() && !resume) {
            throw new UserError(
                    out + " already has a checkpoint at step "
                            + checkpoint.get().state().step() + ".",
                    "Resume it, or train into another folder.");
        }
        try (BatchGradients gradients = new BatchGradients(replicas, config.microBatches(), name, progress);
                ModelUpdate update = new ModelUpdate(gradients, config.optimiser(), precision);
                Run run = new Run(update, checkpoint.orElse(null))) {
            run.train(stop);
            return run.result();
        }
    }

    private Path checkpoints() {
        return out.resolve("checkpoints");
    }

    /** The state of a loop that runs. */
    private final class Run implements AutoCloseable {
        private final ModelUpdate update;
        private final PretrainLog log = new PretrainLog(out.resolve(PretrainJob.EVENTS));
        private final LearningRate rate = config.schedule();
        private final Seeds seeds = new Seeds(config.seed());
        private final StallWatch stalls = new StallWatch(classes);
        private final Interval interval;
        private final EventFile board;
        private final long began = System.nanoTime();
        private final double secondsBefore;
        private long mark = System.nanoTime();
        private long step;
        private long saved = -1;
        private double audioSeconds;
        private double trainSeconds;
        private double stepSeconds;
        private @Nullable Double devLoss;
        private @Nullable Double devMaskedAccuracy;

        Run(ModelUpdate update, @Nullable TrainingCheckpoint<TrainingState> from) {
            this.update = update;
            if (from == null) {
                secondsBefore = 0;
                interval = new Interval(engine.manager(), model.predictedLayers(), new double[0]);
            } else {
                TrainingState s = from.state();
                PretrainConfig.requireSameDrawing(s.step(), s.identity());
                from.requireIdentity(identity);
                update.restore(from);
                secondsBefore = s.totalSeconds();
                interval = new Interval(engine.manager(), model.predictedLayers(), s.interval());
                step = s.step();
                saved = step;
                audioSeconds = s.audioSeconds();
                trainSeconds = s.trainSeconds();
                // A checkpoint of before this was counted: as if all of it had been steps.
                stepSeconds = s.stepSeconds() > 0 ? s.stepSeconds() : s.trainSeconds();
                devLoss = s.devLoss();
                devMaskedAccuracy = s.devMaskedAccuracy();
                progress.note("Resumed at step " + step + ".");
            }
            log.truncateAfter(step);
            board = EventFile.begin(out, step);
            log.read().forEach(e -> stalls.see(e.step(), e.maskedLoss()));
        }

        void train(BooleanSupplier stop) {
            if (step == 0) {
                CheckpointStore.write(
                        out.resolve(PretrainJob.INITIAL), model.parameters(), LabelUse.beforeTraining(modelConfig));
            }
            try (BatchLoader<PretrainBatch> loader = new BatchLoader<>(batches::make, step, config.steps());
                    Progress.Stage stage = progress.start("pre-train " + name, config.steps())) {
                stage.advance(step, "");
                mark = System.nanoTime();
                boolean stopped = false;
                while (step < config.steps() && !stopped) {
                    update(loader.next());
                    if (due(config.logEvery()) || due(config.evaluateEvery())) {
                        stage.advance(0, event());
                    }
                    stopped = stop.getAsBoolean();
                    if (stopped || due(config.checkpointEvery())) {
                        save();
                    }
                    stage.advance(1, "");
                }
            }
            if (step == config.steps()) {
                CheckpointStore.write(out.resolve(PretrainJob.MODEL), model.parameters(), modelConfig);
            }
        }

        /** Whether something is done after this step; everything is done after the last. */
        private boolean due(int every) {
            return step % every == 0 || step == config.steps();
        }

        private void update(PretrainBatch batch) {
            long start = System.nanoTime();
            try (NDManager results = engine.manager().newSubManager()) {
                // Generators take the seed as an unsigned number; some refuse the upper half.
                long seed = seeds.of("dropout", step, 0) & Long.MAX_VALUE;
                ModelUpdate.Outcome outcome = update.apply(results, batch, rate.at(step), seed);
                interval.add(step, outcome.statistics(), outcome.norm(), batch.audioSeconds());
            }
            audioSeconds += batch.audioSeconds();
            step++;
            stepSeconds += (System.nanoTime() - start) / 1e9;
        }

        /** Reads the interval back and stops the training clock, which {@link #proceed} starts again. */
        private void pause() {
            // On a device that computes asynchronously, this waits for the steps that were queued.
            long start = System.nanoTime();
            interval.read();
            long end = System.nanoTime();
            stepSeconds += (end - start) / 1e9;
            double seconds = (end - mark) / 1e9;
            interval.spent(seconds);
            trainSeconds += seconds;
        }

        private void proceed() {
            mark = System.nanoTime();
        }

        /** Writes an event and returns a note for people. */
        private String event() {
            pause();
            Double loss = null;
            Double accuracy = null;
            Double unmasked = null;
            if (!dev.isEmpty() && due(config.evaluateEvery())) {
                unmasked = evaluate();
                loss = devLoss;
                accuracy = devMaskedAccuracy;
            }
            PretrainEvent event = new PretrainEvent(
                    step,
                    trainSeconds,
                    audioSeconds / 3600,
                    interval.loss(config.model()),
                    interval.maskedLoss(),
                    interval.unmaskedLoss(),
                    interval.maskedAccuracy(),
                    interval.unmaskedAccuracy(),
                    interval.gradientNorm(),
                    rate.at(step - 1),
                    interval.speed(),
                    loss,
                    accuracy,
                    diagnostics(unmasked));
            log.append(event);
            board.add(step, TrainingScalars.of(event));
            stalls.see(step, interval.maskedLoss()).ifPresent(progress::note);
            String note = String.format(
                    Locale.ROOT, "loss %.3f, %.1f audio-s/s", interval.loss(config.model()), interval.speed());
            interval.clear();
            proceed();
            return note;
        }

        private PretrainDiagnostics diagnostics(@Nullable Double devUnmasked) {
            PretrainDiagnostics d = interval.diagnostics();
            return new PretrainDiagnostics(
                    d.layerLosses(), d.classesPredicted(), d.predictionPerplexity(), devUnmasked);
        }

        /** Measures the development split and returns its accuracy of unmasked frames. */
        private double evaluate() {
            double loss = 0;
            double correct = 0;
            double frames = 0;
            double unmaskedCorrect = 0;
            double unmaskedFrames = 0;
            for (PretrainBatch batch : dev) {
                try (NDManager results = engine.manager().newSubManager()) {
                    float[] s = model.evaluate(results, batch).statistics().toFloatArray();
                    loss += s[0];
                    correct += s[2];
                    frames += s[4];
                    unmaskedCorrect += s[3];
                    unmaskedFrames += s[5];
                }
            }
            if (!Double.isFinite(loss)) {
                throw Interval.diverged(step - 1);
            }
            devLoss = loss / frames;
            devMaskedAccuracy = correct / frames;
            return unmaskedCorrect / unmaskedFrames;
        }

        private void save() {
            if (step == saved) {
                return;
            }
            pause();
            // A loss may be finite although the update after it was not: such weights must not replace good ones.
            if (!model.parameters().finite()) {
                throw Interval.diverged(step - 1);
            }
            TrainingCheckpoint.save(checkpoints(), state(), model.parameters(), List.of(update.optimiser()));
            saved = step;
            proceed();
        }

        private TrainingState state() {
            return new TrainingState(
                    step,
                    audioSeconds,
                    trainSeconds,
                    stepSeconds,
                    totalSeconds(),
                    update.optimiser().steps(),
                    update.optimiser().skipped(),
                    devLoss,
                    devMaskedAccuracy,
                    identity,
                    interval.sums(),
                    update.lossScale(),
                    Map.of());
        }

        private double totalSeconds() {
            return secondsBefore + (System.nanoTime() - began) / 1e9;
        }

        PretrainResult result() {
            boolean finished = step == config.steps();
            return new PretrainResult(
                    finished,
                    step,
                    audioSeconds / 3600,
                    trainSeconds,
                    stepSeconds,
                    totalSeconds(),
                    0,
                    update.optimiser().skipped(),
                    devLoss,
                    devMaskedAccuracy,
                    finished ? out.resolve(PretrainJob.MODEL) : null,
                    null);
        }

        @Override
        public void close() {
            interval.close();
        }
    }
}
