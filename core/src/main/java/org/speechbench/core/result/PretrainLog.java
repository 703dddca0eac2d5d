package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes the {@code events.csv} of one pre-training run. A number that is not finite is stored as absent. */
public final class PretrainLog {
    static final List<String> COLUMNS = List.of(
            "step",
            "seconds",
            "audio_hours",
            "loss",
            "masked_loss",
            "unmasked_loss",
            "masked_accuracy",
            "unmasked_accuracy",
            "grad_norm",
            "learning_rate",
            "audio_seconds_per_second",
            "dev_loss",
            "dev_masked_accuracy",
            "layer_losses",
            "classes_predicted",
            "prediction_perplexity",
            "dev_unmasked_accuracy");

    /** Columns that files of earlier versions do not have. */
    private static final int SINCE_THE_BEGINNING = 13;

    private final CsvLog log;

    public PretrainLog(Path file) {
        this.log = new CsvLog(file, COLUMNS, SINCE_THE_BEGINNING);
    }

    /** Adds one event as one line; it is on disk when this returns. */
    public void append(PretrainEvent event) {
        log.append(List.of(line(event)));
    }

    /** All events in order of writing; none if there is no file. A torn last line is left out. */
    public List<PretrainEvent> read() {
        return log.read(PretrainLog::event).values();
    }

    /** Sentences about lines that {@link #read} leaves out. */
    public List<String> warnings() {
        return log.read(PretrainLog::event).warnings();
    }

    /**
     * Drops all events later than a step: what a run that resumes from that step's checkpoint does first. Lines that do
     * not parse stay in the file.
     */
    public void truncateAfter(long step) {
        log.retain(PretrainLog::event, event -> event.step() <= step);
    }

    private static List<String> line(PretrainEvent e) {
        return List.of(
                Long.toString(e.step()),
                format(e.seconds()),
                format(e.audioHours()),
                format(e.loss()),
                format(e.maskedLoss()),
                format(e.unmaskedLoss()),
                format(e.maskedAccuracy()),
                format(e.unmaskedAccuracy()),
                format(e.gradNorm()),
                format(e.learningRate()),
                format(e.audioSecondsPerSecond()),
                format(e.devLoss()),
                format(e.devMaskedAccuracy()),
                layers(e.diagnostics().layerLosses()),
                format(e.diagnostics().classesPredicted()),
                format(e.diagnostics().predictionPerplexity()),
                format(e.diagnostics().devUnmaskedAccuracy()));
    }

    /** For example {@code 4:2.5 12:2.25}. */
    private static String layers(Map<Integer, Double> losses) {
        return losses.entrySet().stream()
                .filter(l -> Double.isFinite(l.getValue()))
                .map(l -> l.getKey() + ":" + Fields.format(l.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static Map<Integer, Double> layers(String text) {
        Map<Integer, Double> losses = new TreeMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = entry.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("layer_losses is '" + text + "'; wanted layer:loss");
            }
            losses.put(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
        }
        return losses;
    }

    private static String format(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? "" : Fields.format(value);
    }

    private static PretrainEvent event(Fields fields) {
        return new PretrainEvent(
                fields.integer("step"),
                number(fields, "seconds"),
                number(fields, "audio_hours"),
                number(fields, "loss"),
                number(fields, "masked_loss"),
                number(fields, "unmasked_loss"),
                number(fields, "masked_accuracy"),
                number(fields, "unmasked_accuracy"),
                number(fields, "grad_norm"),
                number(fields, "learning_rate"),
                number(fields, "audio_seconds_per_second"),
                fields.optionalNumber("dev_loss"),
                fields.optionalNumber("dev_masked_accuracy"),
                new PretrainDiagnostics(
                        layers(fields.text("layer_losses")),
                        number(fields, "classes_predicted"),
                        number(fields, "prediction_perplexity"),
                        fields.optionalNumber("dev_unmasked_accuracy")));
    }

    private static double number(Fields fields, String column) {
        return fields.text(column).isEmpty() ? Double.NaN : fields.number(column);
    }
}
