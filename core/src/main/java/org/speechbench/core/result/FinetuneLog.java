package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.List;

/** Reads and writes the {@code events.csv} of one fine-tuning. */
public final class FinetuneLog {
    private static final List<String> COLUMNS =
            List.of("step", "seconds", "audio_hours", "loss", "grad_norm", "learning_rate", "dev");

    private final CsvLog log;

    public FinetuneLog(Path file) {
        this.log = new CsvLog(file, COLUMNS);
    }

    /** Adds one event as one line; it is on disk when this returns. */
    public void append(FinetuneEvent event) {
        log.append(List.of(line(event)));
    }

    /** All events in order of writing; none if there is no file. A torn last line is left out. */
    public List<FinetuneEvent> read() {
        return log.read(FinetuneLog::event).values();
    }

    /** Drops all events later than a step: what a run that resumes from that step's checkpoint does first. */
    public void truncateAfter(long step) {
        log.retain(FinetuneLog::event, event -> event.step() <= step);
    }

    /** Sentences about lines that {@link #read} leaves out. */
    public List<String> warnings() {
        return log.read(FinetuneLog::event).warnings();
    }

    private static List<String> line(FinetuneEvent e) {
        Double dev = e.dev();
        return List.of(
                Long.toString(e.step()),
                Fields.format(e.seconds()),
                Fields.format(e.audioHours()),
                Fields.format(e.loss()),
                Fields.format(e.gradNorm()),
                Fields.format(e.learningRate()),
                dev == null ? "" : Fields.format(dev));
    }

    private static FinetuneEvent event(Fields fields) {
        return new FinetuneEvent(
                fields.integer("step"),
                fields.number("seconds"),
                fields.number("audio_hours"),
                fields.number("loss"),
                fields.number("grad_norm"),
                fields.number("learning_rate"),
                fields.optionalNumber("dev"));
    }
}
