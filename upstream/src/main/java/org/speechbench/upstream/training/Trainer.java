package org.speechbench.upstream.training;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.core.tensorboard.EventFile;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.optim.AdamW;

/**
 * The training loop. The input of a step depends only on its number, so a run that is resumed from a checkpoint ends
 * with the same weights and, except for times, the same log as one that never stopped.
 *
 * @param <B> what a step sees
 */
public final class Trainer<B extends TrainingBatch<B>> {
    private static final String CHECKPOINTS = "checkpoints";
    /** Batches that are prepared beyond the one of the step. */
    private static final int AHEAD = 2;

    private final EngineContext engine;
    private final TrainingGoal<B> goal;
    private final Replicas<B> replicas;
    private final TrainerOptions options;
    private final LongFunction<B> batches;
    private final Output output;
    private final @Nullable StallWatch stalls;
    private final Progress progress;

    /**
     * Where a training run writes.
     *
     * @param title of the training, for people: {@code pre-train hubert}
     * @param folder gets {@code checkpoints/} and {@code tensorboard/}
     * @param log of its events
     * @param identity what the weights depend on, by name; a checkpoint with another identity is refused
     */
    public record Output(String title, Path folder, TrainingLog log, Map<String, String> identity) {
        public Output {
            identity = Map.copyOf(identity);
        }
    }

    /**
     * Creates a loop that has not started.
     *
     * @param replicas stay open
     * @param batches maps a step's number, the first being 0, to its batch; called in another thread
     */
    public Trainer(
            Replicas<B> replicas,
            TrainerOptions options,
            LongFunction<B> batches,
            Output output,
            @Nullable StallWatch stalls,
            Progress progress) {
        this.engine = replicas.main().engine();
        this.goal = replicas.main().goal();
        this.replicas = replicas;
        this.options = options;
        this.batches = batches;
        this.output = output;
        this.stalls = stalls;
        this.progress = progress;
    }

    /**
     * Engines on which the replicas of a training in a folder are opened: all have the same choices between kernels. A training that
     * is resumed computes with the kernels of its checkpoint, and another with those of the main engine.
     */
    public static List<EngineContext> engines(List<EngineContext> engines, Path folder) {
        KernelChoices main = engines.get(0).choices();
        KernelChoices own = TrainingCheckpoint.kernels(folder.resolve(CHECKPOINTS))
                .map(main::resuming)
                .orElseGet(main::apart);
        return engines.stream().map(engine -> engine.choosing(own)).toList();
    }

    /**
     * Trains to the end, or until asked to stop.
     *
     * @param resume continues from the last complete checkpoint, if there is one, and ends with the weights of a run
     *     that never stopped; otherwise there must be no checkpoint
     * @param stop asked after every step; when true, a checkpoint is written and the run returns unfinished
     * @throws UserError if training diverges, a device's memory is too small, or a checkpoint belongs to another run
     */
    public TrainerResult run(boolean resume, BooleanSupplier stop) {
        Optional<TrainingCheckpoint> checkpoint =
                TrainingCheckpoint.latest(output.folder().resolve(CHECKPOINTS), progress);
        if (checkpoint.isPresent() && !resume) {
            throw new UserError(
                    output.folder() + " already has a checkpoint at step "
                            + checkpoint.get().state().step() + ".",
                    "Resume it, or train into another folder.");
        }
        try (BatchGradients<B> gradients = new BatchGradients<>(replicas, options.passes(), progress);
                ParameterUpdate<B> update = new ParameterUpdate<>(gradients, options.optimiser(), options.precision());
                Run run = new Run(update, checkpoint.orElse(null))) {
            run.train(stop);
            return run.result();
        }
    }

    /** The state of a running loop. */
    private final class Run implements AutoCloseable {
        private final ParameterUpdate<B> update;
        private final Seeds seeds = new Seeds(options.seed());
        private final StepStatistics sums;
        private final EventFile board;
        private final TrainingClock clock;
        private long step;
        private long saved = -1;
        private double audioSeconds;

        Run(ParameterUpdate<B> update, @Nullable TrainingCheckpoint from) {
            this.update = update;
            if (from == null) {
                clock = new TrainingClock(TrainingClock.Times.NONE);
                sums = new StepStatistics(engine.manager(), goal.statistics(), StepStatistics.Sums.NONE);
            } else {
                TrainerSnapshot s = from.state();
                goal.requireResumable(s.step(), s.identity());
                from.requireIdentity(output.identity());
                update.restore(from);
                clock = new TrainingClock(s.times());
                sums = new StepStatistics(engine.manager(), goal.statistics(), s.sums());
                step = s.step();
                saved = step;
                audioSeconds = s.audioSeconds();
                goal.restore(s.memory());
                progress.note("Resumed at step " + step + ".");
            }
            output.log().truncateAfter(step);
            board = EventFile.begin(output.folder(), step);
            if (stalls != null) {
                output.log().read().forEach(stalls::see);
            }
        }

        void train(BooleanSupplier stop) {
            if (step == 0) {
                goal.begin();
            }
            Logging every = options.logging();
            try (ReadAhead<B> loader = new ReadAhead<>("batches", 1, AHEAD, remaining());
                    Progress.Stage stage = progress.start(output.title(), options.steps())) {
                stage.advance(step, "");
                clock.resume();
                boolean stopped = false;
                while (step < options.steps() && !stopped) {
                    update(loader.next());
                    if (isDue(every.logEvery()) || isDue(every.evaluateEvery())) {
                        stage.advance(0, event());
                    }
                    stopped = stop.getAsBoolean();
                    if (stopped || isDue(every.checkpointEvery())) {
                        save();
                    }
                    stage.advance(1, "");
                }
            }
            if (step == options.steps()) {
                goal.finish();
            }
        }

        private Stream<Supplier<B>> remaining() {
            return LongStream.range(step, options.steps()).mapToObj(at -> () -> batches.apply(at));
        }

        /** Whether something is due after this step; everything is due after the last one. */
        private boolean isDue(int every) {
            return step % every == 0 || step == options.steps();
        }

        private void update(B batch) {
            clock.timeStep(() -> {
                try (NDManager results = engine.manager().newSubManager()) {
                    // Generators take the seed as an unsigned number; some reject the upper half of the range.
                    long seed = seeds.of("dropout", step, 0) & Long.MAX_VALUE;
                    ParameterUpdate.Outcome outcome = update.apply(results, batch, seed);
                    sums.add(step, outcome.statistics(), outcome.norm(), batch.audioSeconds());
                }
            });
            audioSeconds += batch.audioSeconds();
            step++;
        }

        /** Reads the sums back and stops the training clock. */
        private void pause() {
            // On a device that computes asynchronously, this waits for the steps that were queued.
            clock.timeStep(sums::read);
            sums.spent(clock.pause());
        }

        /** Writes an event and returns a note for people. */
        private String event() {
            pause();
            Map<String, Double> values = new LinkedHashMap<>(goal.report(sums));
            Map<String, Double> measured = isDue(options.logging().evaluateEvery()) ? goal.evaluate(step) : Map.of();
            values.putAll(measured);
            List<ParameterGroup> groups = goal.groups(step - 1);
            values.put(TrainingEvent.SECONDS, clock.times().train());
            values.put(TrainingEvent.AUDIO_HOURS, audioSeconds / 3600);
            values.put(TrainingEvent.GRADIENT_NORM, sums.gradientNorm());
            values.put(
                    TrainingEvent.LEARNING_RATE, groups.get(groups.size() - 1).learningRate());
            values.put(TrainingEvent.SPEED, sums.speed());
            TrainingEvent event = new TrainingEvent(step, values);
            output.log().append(event);
            board.add(step, event.scalars());
            if (stalls != null) {
                stalls.see(event).ifPresent(progress::note);
            }
            sums.clear();
            clock.resume();
            StringBuilder note = new StringBuilder(String.format(
                    Locale.ROOT,
                    "loss %.3f, %.1f audio-s/s",
                    event.value(TrainingEvent.LOSS),
                    event.value(TrainingEvent.SPEED)));
            measured.forEach((name, value) -> note.append(String.format(Locale.ROOT, ", %s %.3f", name, value)));
            return note.toString();
        }

        private void save() {
            if (step == saved) {
                return;
            }
            pause();
            // A loss may be finite although the update after it was not; weights with values that are not finite must
            // not replace good ones.
            if (!goal.parameters().finite()) {
                throw StepStatistics.diverged(step - 1);
            }
            TrainingCheckpoint.save(
                    output.folder().resolve(CHECKPOINTS), snapshot(), goal.parameters(), update.optimisers());
            saved = step;
            clock.resume();
        }

        private TrainerSnapshot snapshot() {
            return new TrainerSnapshot(
                    step,
                    audioSeconds,
                    clock.times(),
                    update.optimisers().stream().map(AdamW::counts).toList(),
                    sums.sums(),
                    goal.memory(),
                    update.lossScale(),
                    output.identity(),
                    engine.choices().made());
        }

        TrainerResult result() {
            TrainingClock.Times times = clock.times();
            return new TrainerResult(
                    step == options.steps(),
                    step,
                    audioSeconds / 3600,
                    times.train(),
                    times.step(),
                    times.total(),
                    update.skipped());
        }

        @Override
        public void close() {
            sums.close();
        }
    }
}
