package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
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

    private static final Map<String, Function<ResultRow, String>> FIELDS = fields();

    static final List<String> COLUMNS = List.copyOf(FIELDS.keySet());

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
        List<String> line =
                FIELDS.values().stream().map(field -> field.apply(row)).toList();
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

    /** A row as text by column, as it is in the file; empty fields are left out. */
    public static Map<String, String> text(ResultRow row) {
        Map<String, String> fields = new LinkedHashMap<>();
        FIELDS.forEach((column, field) -> fields.put(column, field.apply(row)));
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    /**
     * The row of some {@link #text}; fields of other columns are ignored.
     *
     * @throws IllegalArgumentException if they are not those of a row
     */
    public static ResultRow ofText(Map<String, String> fields) {
        return row(new Fields(
                COLUMNS,
                COLUMNS.stream().map(column -> fields.getOrDefault(column, "")).toList()));
    }

    /** The columns in their order, with the text of each field. */
    private static Map<String, Function<ResultRow, String>> fields() {
        Map<String, Function<ResultRow, String>> fields = new LinkedHashMap<>();
        fields.put("schema", row -> Integer.toString(SCHEMA));
        fields.put("kind", row -> row.kind().id());
        fields.put("upstream", row -> row.subject().label());
        fields.put("provider", row -> row.subject().provider());
        fields.put("size", row -> row.subject().size());
        fields.put("init", row -> row.subject().init());
        fields.put("digest", row -> row.subject().digest());
        fields.put("task", row -> row.protocol().task());
        fields.put("task_name", row -> row.protocol().taskName());
        fields.put("task_version", row -> Integer.toString(row.protocol().taskVersion()));
        fields.put("preset", row -> row.protocol().preset());
        fields.put("head", row -> row.protocol().head());
        fields.put("split", row -> row.protocol().split());
        fields.put("metric", row -> row.measure().metric().id());
        fields.put("metric_label", row -> row.measure().metric().label());
        fields.put("unit", row -> row.measure().metric().unit());
        fields.put("direction", row -> row.measure().metric().higherIsBetter() ? "higher" : "lower");
        fields.put("value", row -> Fields.format(row.measure().value()));
        fields.put("n", row -> Integer.toString(row.measure().n()));
        fields.put("low", row -> end(row.measure().interval(), Score.Interval::low));
        fields.put("high", row -> end(row.measure().interval(), Score.Interval::high));
        fields.put("seed", row -> Fields.format(row.measure().seed()));
        fields.put("learning_rate", row -> Fields.format(row.cost().learningRate()));
        fields.put("precision", row -> row.conditions().precision());
        fields.put("seconds", row -> Fields.format(row.cost().seconds()));
        fields.put("status", row -> row.status().id());
        fields.put("detail", row -> row.detail());
        fields.put("uses_labels", row -> Fields.format(row.subject().usesLabels()));
        fields.put("corpus_digest", row -> row.protocol().corpus());
        fields.put("workload", row -> row.conditions().workload());
        fields.put("baseline", row -> row.measure().baseline());
        fields.put("not_counted", row -> String.join(SEPARATOR, row.cost().notCounted()));
        fields.put(
                "pretrain_seed", row -> Fields.format(row.subject().training().seed()));
        fields.put("recipe", row -> row.subject().training().recipe());
        fields.put("root_seed", row -> Fields.format(row.subject().training().root()));
        return fields;
    }

    private static String end(Score.@Nullable Interval interval, ToDoubleFunction<Score.Interval> end) {
        return interval == null ? "" : Fields.format(end.applyAsDouble(interval));
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
                fields.flag("uses_labels"),
                new Subject.Training(
                        fields.optionalInteger("pretrain_seed"),
                        fields.text("recipe"),
                        fields.optionalInteger("root_seed")));
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
        return new Metric(
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
