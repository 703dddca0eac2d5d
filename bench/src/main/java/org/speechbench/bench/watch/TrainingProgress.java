package org.speechbench.bench.watch;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.html.Numbers;

/**
 * The progress of a pre-training or fine-tuning.
 *
 * @param name the name for display
 * @param stage the stage of the training
 * @param step the last step in its log; 0 for none
 * @param steps the number of steps of the whole training; 0 if unknown
 * @param seconds the seconds that the steps took
 * @param secondsLeft the remaining seconds at the speed of its last intervals; NaN if unknown
 * @param figures the figures of the last interval, or the reason why it failed
 */
public record TrainingProgress(
        String name, Stage stage, long step, int steps, double seconds, double secondsLeft, List<String> figures) {
    /** The number of intervals over which speed is computed. */
    private static final int RECENT = 10;

    /** The stages of a training. */
    public enum Stage {
        WAITS,
        RUNS,
        FINISHED,
        FAILED
    }

    public TrainingProgress {
        figures = List.copyOf(figures);
    }

    static TrainingProgress pretraining(
            SeededLabel model, int steps, List<TrainingEvent> events, List<ResultRow> rows) {
        List<String> figures = new ArrayList<>();
        if (!events.isEmpty()) {
            TrainingEvent last = events.get(events.size() - 1);
            add(figures, "loss ", Numbers.fixed(last.value(TrainingEvent.LOSS), 3), "");
            add(figures, "masked accuracy ", Numbers.fixed(100 * last.value("masked_accuracy"), 1), " %");
            add(figures, "dev loss ", Numbers.fixed(TrainingEvent.latest(events, "dev_loss"), 3), "");
            add(figures, "learning rate ", Numbers.scientific(last.value(TrainingEvent.LEARNING_RATE)), "");
            add(figures, "", Numbers.significant(last.value(TrainingEvent.SPEED), 3), " audio-s/s");
        }
        return of("pre-training " + model.name(), events, steps, figures).decided(RowKind.PRETRAIN, model, rows);
    }

    static TrainingProgress finetuning(SeededLabel model, int steps, List<TrainingEvent> events, List<ResultRow> rows) {
        List<String> figures = new ArrayList<>();
        if (!events.isEmpty()) {
            TrainingEvent last = events.get(events.size() - 1);
            add(figures, "loss ", Numbers.fixed(last.value(TrainingEvent.LOSS), 3), "");
            add(figures, "dev ", Numbers.fixed(TrainingEvent.latest(events, "dev"), 2), "");
            add(figures, "learning rate ", Numbers.scientific(last.value(TrainingEvent.LEARNING_RATE)), "");
        }
        return of("fine-tuning " + model.name(), events, steps, figures).decided(RowKind.FINETUNE, model, rows);
    }

    private static void add(List<String> figures, String before, String number, String after) {
        if (!number.equals(Numbers.MISSING)) {
            figures.add(before + number + after);
        }
    }

    private static TrainingProgress of(String name, List<TrainingEvent> events, int steps, List<String> figures) {
        if (events.isEmpty()) {
            return new TrainingProgress(name, Stage.WAITS, 0, steps, 0, Double.NaN, figures);
        }
        TrainingEvent last = events.get(events.size() - 1);
        double seconds = last.value(TrainingEvent.SECONDS);
        long from = 0;
        double since = 0;
        if (events.size() > RECENT) {
            TrainingEvent earlier = events.get(events.size() - 1 - RECENT);
            from = earlier.step();
            since = earlier.value(TrainingEvent.SECONDS);
        }
        double perStep = (seconds - since) / (last.step() - from);
        double left = steps == 0 ? Double.NaN : perStep * Math.max(0, steps - last.step());
        return new TrainingProgress(name, Stage.RUNS, last.step(), steps, seconds, left, figures);
    }

    /** The rows of a run take precedence, since they are written when a training has ended. */
    private TrainingProgress decided(RowKind kind, SeededLabel model, List<ResultRow> rows) {
        List<ResultRow> own =
                rows.stream().filter(row -> row.is(kind) && model.isOf(row)).toList();
        if (own.stream().anyMatch(row -> row.ok() && row.metric().equals(Metrics.SECONDS))) {
            return as(Stage.FINISHED, figures);
        }
        return own.stream()
                .filter(row -> row.failed())
                .findFirst()
                .map(row -> as(Stage.FAILED, List.of(row.detail())))
                .orElse(this);
    }

    private TrainingProgress as(Stage other, List<String> words) {
        return new TrainingProgress(name, other, step, steps, seconds, secondsLeft, words);
    }
}
