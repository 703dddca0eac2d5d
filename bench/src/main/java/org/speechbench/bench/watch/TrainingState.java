package org.speechbench.bench.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.speechbench.core.result.FinetuneEvent;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Numbers;

/**
 * Where a pre-training or fine-tuning stands.
 *
 * @param name for people
 * @param stage of it
 * @param step the last that its log has; 0 for none
 * @param steps of the whole training; 0 if unknown
 * @param seconds that the steps took
 * @param secondsLeft at the speed of its last intervals; NaN if unknown
 * @param figures of the last interval, or why it failed
 */
public record TrainingState(
        String name, Stage stage, long step, int steps, double seconds, double secondsLeft, List<String> figures) {
    /** Over how many intervals speed is counted. */
    private static final int RECENT = 10;

    /** Where a training can be. */
    public enum Stage {
        WAITS,
        RUNS,
        FINISHED,
        FAILED
    }

    public TrainingState {
        figures = List.copyOf(figures);
    }

    static TrainingState pretraining(String label, int steps, List<PretrainEvent> events, List<ResultRow> rows) {
        List<String> figures = new ArrayList<>();
        if (!events.isEmpty()) {
            PretrainEvent last = events.get(events.size() - 1);
            add(figures, "loss ", Numbers.fixed(last.loss(), 3), "");
            add(figures, "masked accuracy ", Numbers.fixed(100 * last.maskedAccuracy(), 1), " %");
            latest(events.stream().map(PretrainEvent::devLoss).toList())
                    .ifPresent(loss -> add(figures, "dev loss ", Numbers.fixed(loss, 3), ""));
            add(figures, "learning rate ", Numbers.scientific(last.learningRate()), "");
            add(figures, "", Numbers.significant(last.audioSecondsPerSecond(), 3), " audio-s/s");
        }
        return of("pre-training " + label, events, PretrainEvent::step, PretrainEvent::seconds, steps, figures)
                .decided(RowKind.PRETRAIN, label, rows);
    }

    static TrainingState finetuning(String label, int steps, List<FinetuneEvent> events, List<ResultRow> rows) {
        List<String> figures = new ArrayList<>();
        if (!events.isEmpty()) {
            FinetuneEvent last = events.get(events.size() - 1);
            add(figures, "loss ", Numbers.fixed(last.loss(), 3), "");
            latest(events.stream().map(FinetuneEvent::dev).toList())
                    .ifPresent(dev -> add(figures, "dev ", Numbers.fixed(dev, 2), ""));
            add(figures, "learning rate ", Numbers.scientific(last.learningRate()), "");
        }
        return of("fine-tuning " + label, events, FinetuneEvent::step, FinetuneEvent::seconds, steps, figures)
                .decided(RowKind.FINETUNE, label, rows);
    }

    private static void add(List<String> figures, String before, String number, String after) {
        if (!number.equals(Numbers.MISSING)) {
            figures.add(before + number + after);
        }
    }

    private static Optional<Double> latest(List<? extends @org.jspecify.annotations.Nullable Double> values) {
        Optional<Double> latest = Optional.empty();
        for (Double value : values) {
            latest = value == null ? latest : Optional.of(value);
        }
        return latest;
    }

    private static <E> TrainingState of(
            String name,
            List<E> events,
            ToLongFunction<E> step,
            ToDoubleFunction<E> seconds,
            int steps,
            List<String> figures) {
        if (events.isEmpty()) {
            return new TrainingState(name, Stage.WAITS, 0, steps, 0, Double.NaN, figures);
        }
        E last = events.get(events.size() - 1);
        long done = step.applyAsLong(last);
        long from = 0;
        double since = 0;
        if (events.size() > RECENT) {
            E earlier = events.get(events.size() - 1 - RECENT);
            from = step.applyAsLong(earlier);
            since = seconds.applyAsDouble(earlier);
        }
        double perStep = (seconds.applyAsDouble(last) - since) / (done - from);
        double left = steps == 0 ? Double.NaN : perStep * Math.max(0, steps - done);
        return new TrainingState(name, Stage.RUNS, done, steps, seconds.applyAsDouble(last), left, figures);
    }

    /** The rows of a run have the last word: they come when a training is over. */
    private TrainingState decided(RowKind kind, String label, List<ResultRow> rows) {
        List<ResultRow> own = rows.stream()
                .filter(row -> row.is(kind) && row.upstream().equals(label))
                .toList();
        if (own.stream().anyMatch(row -> row.ok() && row.metric().equals(Metrics.SECONDS))) {
            return as(Stage.FINISHED, figures);
        }
        return own.stream()
                .filter(row -> row.failed())
                .findFirst()
                .map(row -> as(Stage.FAILED, List.of(row.detail())))
                .orElse(this);
    }

    private TrainingState as(Stage other, List<String> words) {
        return new TrainingState(name, other, step, steps, seconds, secondsLeft, words);
    }
}
