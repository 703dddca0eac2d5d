package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code results.csv}. A row is on disk when {@link #append} returns; a crash loses at most the row
 * whose writing it interrupts. The version of the layout is in column {@code schema}; rows of another version are left
 * out with a warning. A file written before a column was added is read as if the column were empty, and gets the column
 * with the next row.
 */
public final class ResultStore {
    /** The version of the columns; it is raised when the meaning of a column changes. */
    public static final int SCHEMA = 1;

    static final List<String> COLUMNS = List.of(
            "schema",
            "kind",
            "upstream",
            "provider",
            "size",
            "init",
            "digest",
            "task",
            "task_name",
            "task_version",
            "preset",
            "head",
            "split",
            "metric",
            "metric_label",
            "unit",
            "direction",
            "value",
            "n",
            "low",
            "high",
            "seed",
            "learning_rate",
            "precision",
            "seconds",
            "status",
            "detail",
            "uses_labels",
            "corpus_digest",
            "workload",
            "baseline",
            "not_counted");

    /** Columns that files of earlier versions do not have. */
    private static final int SINCE_THE_BEGINNING = 27;

    private static final String SEPARATOR = "; ";

    private final CsvLog log;

    public ResultStore(Path file) {
        this.log = new CsvLog(file, COLUMNS, SINCE_THE_BEGINNING);
    }

    /**
     * The contents of the file.
     *
     * @param rows all valid rows in the order in which they were written
     * @param warnings sentences about lines that were left out
     * @param leftOut the number of lines that were left out
     */
    public record Contents(List<ResultRow> rows, List<String> warnings, int leftOut) {
        /** The contents of a file that could not be read or does not exist. */
        public static final Contents NONE = new Contents(List.of(), List.of(), 0);

        public Contents {
            rows = List.copyOf(rows);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Adds one row as one line; line breaks in its text become spaces.
     *
     * @throws IllegalArgumentException if a number is not finite
     * @throws org.speechbench.core.UserError if the file cannot be written
     */
    public void append(ResultRow row) {
        List<String> line = line(row);
        if (log.isOfEarlierVersion()) {
            log.addColumns();
        }
        log.append(List.of(line));
    }

    /** Reads the file; the contents are empty if there is no file. */
    public Contents read() {
        CsvLog.Contents<ResultRow> read = log.read(ResultStore::row);
        return new Contents(read.values(), read.warnings(), read.leftOut());
    }

    /** Drops all rows except some, atomically. Lines that do not parse stay in the file. */
    public void keep(Predicate<ResultRow> kept) {
        log.retain(ResultStore::row, kept);
    }

    /** The rows of {@link #read}. */
    public List<ResultRow> rows() {
        return read().rows();
    }

    /** The warnings of {@link #read}. */
    public List<String> warnings() {
        return read().warnings();
    }

    private static List<String> line(ResultRow row) {
        Subject subject = row.subject();
        Protocol protocol = row.protocol();
        Measure measure = row.measure();
        Score.Interval interval = measure.interval();
        return List.of(
                Integer.toString(SCHEMA),
                row.kind().id(),
                subject.label(),
                subject.provider(),
                subject.size(),
                subject.init(),
                subject.digest(),
                protocol.task(),
                protocol.taskName(),
                Integer.toString(protocol.taskVersion()),
                protocol.preset(),
                protocol.head(),
                protocol.split(),
                measure.metric().id(),
                measure.metric().label(),
                measure.metric().unit(),
                measure.metric().higherIsBetter() ? "higher" : "lower",
                Fields.format(measure.value()),
                Integer.toString(measure.n()),
                Fields.format(interval == null ? null : (Double) interval.low()),
                Fields.format(interval == null ? null : (Double) interval.high()),
                measure.seed() == null ? "" : measure.seed().toString(),
                Fields.format(row.cost().learningRate()),
                row.conditions().precision(),
                Fields.format(row.cost().seconds()),
                row.status().id(),
                row.detail(),
                Fields.format(subject.usesLabels()),
                protocol.corpus(),
                row.conditions().workload(),
                measure.baseline(),
                String.join(SEPARATOR, row.cost().notCounted()));
    }

    private static ResultRow row(Fields fields) {
        if (!fields.text("schema").equals(Integer.toString(SCHEMA))) {
            throw new IllegalArgumentException(
                    "schema is '" + fields.text("schema") + "'; this version reads " + SCHEMA);
        }
        ResultRow row = new ResultRow(
                RowKind.of(fields.text("kind")),
                subject(fields),
                protocol(fields),
                Conditions.ofWork(fields.text("precision"), fields.text("workload")),
                measure(fields),
                new Cost(
                        fields.optionalNumber("seconds"),
                        fields.optionalNumber("learning_rate"),
                        list(fields.text("not_counted"))),
                Status.of(fields.text("status")),
                "");
        return RowDetail.read(row, fields.text("detail"));
    }

    private static Subject subject(Fields fields) {
        return new Subject(
                fields.text("upstream"),
                fields.text("provider"),
                fields.text("size"),
                fields.text("init"),
                fields.text("digest"),
                fields.flag("uses_labels"));
    }

    private static Protocol protocol(Fields fields) {
        return new Protocol(
                fields.text("task"),
                fields.text("task_name"),
                fields.count("task_version"),
                fields.text("preset"),
                fields.text("head"),
                fields.text("split"),
                fields.text("corpus_digest"));
    }

    private static Measure measure(Fields fields) {
        return new Measure(
                metric(fields),
                fields.optionalNumber("value"),
                fields.count("n"),
                interval(fields),
                fields.optionalInteger("seed"),
                fields.text("baseline"));
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    private static Metric metric(Fields fields) {
        String direction = fields.text("direction");
        if (!direction.equals("higher") && !direction.equals("lower")) {
            throw new IllegalArgumentException("direction is '" + direction + "'; wanted higher or lower");
        }
        return Metrics.read(
                fields.text("metric"),
                fields.text("metric_label"),
                fields.text("unit"),
                direction.equals("higher") ? Metric.Direction.HIGHER_IS_BETTER : Metric.Direction.LOWER_IS_BETTER);
    }

    private static Score.@Nullable Interval interval(Fields fields) {
        Double low = fields.optionalNumber("low");
        Double high = fields.optionalNumber("high");
        if (low == null && high == null) {
            return null;
        }
        if (low == null || high == null) {
            throw new IllegalArgumentException("an interval has both ends or none");
        }
        return new Score.Interval(low, high);
    }
}
