package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.PretrainJob;

/**
 * A training, which ends with a model that other stages may need. It is run once; if its model was removed and is
 * needed, it is trained again and its rows stay.
 *
 * @param <R> the result of the training
 */
abstract class TrainingStage<R> implements Stage {
    /** Two checkpoints of parameters and both moments, and the models of the first and last step, in fp32. */
    private static final long BYTES_A_PARAMETER = 4 * (2 * 3 + 2);

    private final Training training;

    /**
     * What all trainings have.
     *
     * @param spec the network, with its size if it is known
     * @param card its description; null if the training is finished and its checkpoint is not read again
     */
    record Training(
            RowKind kind,
            Lineage lineage,
            UpstreamSpec spec,
            @Nullable UpstreamCard card,
            Corpus corpus,
            long steps,
            double batchSeconds) {}

    TrainingStage(Training training) {
        this.training = training;
    }

    /** The task or the targets, in words. */
    abstract String goal();

    /** The section of the experiment that it is an entry of. */
    String kind() {
        return training.kind().id();
    }

    /** Remarks on the labels. */
    List<String> notes() {
        return List.of();
    }

    /**
     * The arithmetic of a step per second of audio; 0 if unknown.
     *
     * @param card the description of the network
     */
    abstract double gigaFlops(UpstreamCard card);

    /** The speed of the same training in an earlier run, in seconds of audio per second. */
    abstract Optional<Double> speed(EarlierRuns.Run run);

    abstract Path folder(RunDirectory files);

    abstract TrainingLog log(RunDirectory files);

    /** @throws Stopped if the process was asked to end; a checkpoint is then on disk */
    abstract R train(StageContext context);

    /** The rows of a finished training; the seconds of training are the last. */
    abstract List<ResultRow> rows(StageContext context, R result);

    /** The row of a training that failed. */
    abstract ResultRow failed(StageContext context, String reason);

    /** The network before the training. */
    final UpstreamSpec spec() {
        return training.spec();
    }

    final Corpus corpus() {
        return training.corpus();
    }

    final Lineage lineage() {
        return training.lineage();
    }

    /** The model that is trained. */
    final SeededLabel trained() {
        return lineage().model();
    }

    final String label() {
        return trained().label();
    }

    @Override
    public final String name() {
        return trained().name();
    }

    @Override
    public List<String> needs() {
        return lineage().needs();
    }

    @Override
    public final boolean isFinished(CompletedWork done) {
        return done.trained(training.kind(), trained()).isPresent();
    }

    @Override
    public final boolean isUsable(CompletedWork done) {
        return isFinished(done) && Files.isDirectory(model(done.files()));
    }

    @Override
    public final Path model(RunDirectory files) {
        return folder(files).resolve(PretrainJob.MODEL);
    }

    @Override
    public final List<RunPlan.Training> describe(CompletedWork done, TimeEstimates estimates) {
        boolean finished = isFinished(done);
        TrainingEvent last = finished ? null : done.last(log(done.files()));
        long steps = finished ? training.steps() : last == null ? 0 : last.step();
        UpstreamCard card = training.card();
        double flops = card == null ? 0 : gigaFlops(card);
        return List.of(new RunPlan.Training(
                kind(),
                name(),
                RunPlan.Model.of(training.spec(), card),
                goal(),
                RunPlan.Audio.of(training.corpus(), training.steps(), training.batchSeconds()),
                flops * training.steps() * training.batchSeconds() / 1e3,
                new RunPlan.Done(finished, steps),
                finished ? TimeLeft.NONE : time(training.steps() - steps, last, flops, estimates)));
    }

    private TimeLeft time(long steps, @Nullable TrainingEvent last, double flops, TimeEstimates estimates) {
        double seconds = last == null ? 0 : last.value(TrainingEvent.SECONDS);
        return last != null && seconds > 0
                ? new TimeLeft(steps * seconds / last.step(), false, "by its speed so far")
                : estimates.training(training.spec(), this::speed, steps * training.batchSeconds(), flops);
    }

    @Override
    public RunPlan.Space space() {
        UpstreamCard card = training.card();
        return new RunPlan.Space(card == null ? 0 : card.cost().parameters() * BYTES_A_PARAMETER, 0, 0);
    }

    @Override
    public final void run(StageContext context) {
        boolean finished = isFinished(context.done());
        R result = train(context);
        if (!finished) {
            List<ResultRow> rows = rows(context, result);
            context.folder().keep(r -> !(r.is(training.kind()) && trained().isOf(r)), w -> true);
            rows.forEach(context.folder().results()::append);
        }
    }

    @Override
    public final void fail(StageContext context, String reason) {
        context.folder().results().append(failed(context, reason));
    }
}
