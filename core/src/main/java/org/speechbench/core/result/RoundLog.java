package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code rounds.csv}: the value of every round of each timing that is measured in rounds. */
public final class RoundLog {
    /** The columns that identify a timing. */
    private static final List<String> KEY =
            List.of("kind", "upstream", "size", "task", "metric", "precision", "setting");

    private final CsvLog log;

    public RoundLog(Path file) {
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(List.of("round", "value"));
        this.log = new CsvLog(file, columns);
    }

    private static List<String> key(RowIdentity row) {
        return List.of(
                row.kind().id(),
                row.upstream(),
                row.subject().size(),
                row.task(),
                row.terms().metric().id(),
                row.precision(),
                row.work());
    }

    /** The values by timing, in the order of the rounds, and sentences about what was left out in reading. */
    public record Contents(Map<RowIdentity, List<Double>> rounds, List<String> warnings) {}

    /**
     * Replaces the file atomically.
     *
     * @throws IllegalArgumentException if a value is not finite
     */
    public void write(Map<RowIdentity, List<Double>> rounds) {
        List<List<String>> lines = new ArrayList<>();
        rounds.forEach((row, values) -> {
            for (int i = 0; i < values.size(); i++) {
                List<String> line = new ArrayList<>(key(row));
                line.addAll(List.of(Integer.toString(i + 1), Fields.format(values.get(i))));
                lines.add(line);
            }
        });
        log.replace(lines);
    }

    /** Reads the values of the rows that have rounds; empty if there is no file. */
    public Contents read(List<ResultRow> rows) {
        CsvLog.Contents<Map.Entry<List<String>, Double>> read = log.read(RoundLog::value);
        Map<List<String>, List<Double>> values = byKey(read);
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            RowIdentity identity = RowIdentity.of(row);
            List<Double> found = values.get(key(identity));
            if (found != null) {
                rounds.put(identity, List.copyOf(found));
            }
        }
        return new Contents(rounds, read.warnings());
    }

    /** The values of one timing, in the order of the rounds. */
    public record Timing(RowKind kind, String upstream, String task, String metric, List<Double> values) {
        public Timing {
            values = List.copyOf(values);
        }
    }

    /** The values of every timing in the file, for use where the rows are not at hand; empty if there is no file. */
    public List<Timing> timings() {
        return byKey(log.read(RoundLog::value)).entrySet().stream()
                .map(timing -> timing(timing.getKey(), timing.getValue()))
                .toList();
    }

    private static Timing timing(List<String> key, List<Double> values) {
        return new Timing(
                RowKind.of(key.get(KEY.indexOf("kind"))),
                key.get(KEY.indexOf("upstream")),
                key.get(KEY.indexOf("task")),
                key.get(KEY.indexOf("metric")),
                values);
    }

    private static Map<List<String>, List<Double>> byKey(CsvLog.Contents<Map.Entry<List<String>, Double>> read) {
        Map<List<String>, List<Double>> values = new LinkedHashMap<>();
        read.values().forEach(v -> values.computeIfAbsent(v.getKey(), k -> new ArrayList<>())
                .add(v.getValue()));
        return values;
    }

    private static Map.Entry<List<String>, Double> value(Fields fields) {
        fields.count("round");
        RowKind.of(fields.text("kind"));
        return Map.entry(KEY.stream().map(fields::text).toList(), fields.number("value"));
    }
}
