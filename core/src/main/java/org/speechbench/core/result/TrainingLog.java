package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The {@code events.csv} of one training, with one line per logging interval. A field is a number, or empty if there is
 * none, or {@code which:number} for each value of a quantity that has several.
 */
public final class TrainingLog {
    private static final String STEP = "step";

    /**
     * Columns of pre-training: losses in nats per frame, accuracies as shares of the frames, each over masked or
     * unmasked frames; {@code layer_losses} of each layer that makes predictions; {@code classes_predicted}, the share
     * of the classes that were the most likely one of some masked frame, and {@code prediction_perplexity}, the
     * exponential of the entropy of those predictions; {@code dev_...} on the development split.
     */
    public static final List<String> PRETRAINING = List.of(
            STEP,
            TrainingEvent.SECONDS,
            TrainingEvent.AUDIO_HOURS,
            TrainingEvent.LOSS,
            "masked_loss",
            "unmasked_loss",
            "masked_accuracy",
            "unmasked_accuracy",
            TrainingEvent.GRADIENT_NORM,
            TrainingEvent.LEARNING_RATE,
            TrainingEvent.SPEED,
            "dev_loss",
            "dev_masked_accuracy",
            "layer_losses",
            "classes_predicted",
            "prediction_perplexity",
            "dev_unmasked_accuracy");

    /**
     * Columns of fine-tuning: the loss is the negative log-likelihood per symbol of the target, {@code dev} the score
     * on the development split.
     */
    public static final List<String> FINETUNING = List.of(
            STEP,
            TrainingEvent.SECONDS,
            TrainingEvent.AUDIO_HOURS,
            TrainingEvent.LOSS,
            TrainingEvent.GRADIENT_NORM,
            TrainingEvent.LEARNING_RATE,
            "dev");

    /** Columns that the pre-trainings of every version have. */
    private static final int PRETRAINING_ONCE = 13;

    private final List<String> columns;
    private final CsvLog log;

    private TrainingLog(Path file, List<String> columns, int required) {
        this.columns = columns;
        this.log = new CsvLog(file, columns, required);
    }

    /** The log of a pre-training, whose objective may add columns of its own after the usual ones. */
    public static TrainingLog pretraining(Path file, String... further) {
        List<String> all = new ArrayList<>(PRETRAINING);
        Arrays.stream(further).filter(name -> !all.contains(name)).forEach(all::add);
        return new TrainingLog(file, List.copyOf(all), PRETRAINING_ONCE);
    }

    /** The log of a fine-tuning. */
    public static TrainingLog finetuning(Path file) {
        return new TrainingLog(file, FINETUNING, FINETUNING.size());
    }

    /** Adds one event as one line; it is on disk when this returns. Values without a column are left out. */
    public void append(TrainingEvent event) {
        log.append(List.of(columns.stream().map(column -> field(event, column)).toList()));
    }

    /**
     * All events in the order in which they were written; none if there is no file. A truncated last line is left out.
     */
    public List<TrainingEvent> read() {
        return log.read(TrainingLog::event).values();
    }

    /** Sentences about lines that {@link #read} leaves out. */
    public List<String> warnings() {
        return log.read(TrainingLog::event).warnings();
    }

    /**
     * Drops all events after a step, which is what a run does first when it resumes from that step's checkpoint. Lines
     * that do not parse stay in the file.
     */
    public void truncateAfter(long step) {
        log.retain(TrainingLog::event, event -> event.step() <= step);
    }

    private static String field(TrainingEvent event, String column) {
        if (column.equals(STEP)) {
            return Long.toString(event.step());
        }
        Double value = event.values().get(column);
        return value != null
                ? Fields.format(value)
                : event.values().entrySet().stream()
                        .filter(e -> e.getKey().startsWith(column + "/"))
                        .map(e -> e.getKey().substring(column.length() + 1) + ":" + Fields.format(e.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static TrainingEvent event(Fields fields) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String column : fields.header()) {
            String text = fields.text(column);
            if (text.indexOf(':') > 0) {
                several(column, text, values);
            } else if (!text.isEmpty() && !column.equals(STEP)) {
                values.put(column, fields.number(column));
            }
        }
        return new TrainingEvent(fields.integer(STEP), values);
    }

    private static void several(String column, String text, Map<String, Double> values) {
        for (String entry : text.split(" ", -1)) {
            String[] parts = entry.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException(column + " is '" + text + "'; wanted which:number");
            }
            values.put(column + "/" + Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
        }
    }
}
