package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code rounds.csv}: the value of every round of each timing that is measured in rounds. */
public final class RoundLog {
    private final CsvLog log;

    public RoundLog(Path file) {
        this.log = new CsvLog(
                file, List.of("kind", "upstream", "size", "task", "metric", "precision", "setting", "round", "value"));
    }

    /** The columns that identify a timing. */
    private record Key(
            String kind, String upstream, String size, String task, String metric, String precision, String setting) {
        static Key of(RowIdentity row) {
            return new Key(
                    row.kind().id(),
                    row.upstream(),
                    row.subject().size(),
                    row.task(),
                    row.terms().metric().id(),
                    row.precision(),
                    row.work());
        }

        static Key of(Fields fields) {
            return new Key(
                    fields.text("kind"),
                    fields.text("upstream"),
                    fields.text("size"),
                    fields.text("task"),
                    fields.text("metric"),
                    fields.text("precision"),
                    fields.text("setting"));
        }
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
            Key key = Key.of(row);
            for (int i = 0; i < values.size(); i++) {
                lines.add(List.of(
                        key.kind(),
                        key.upstream(),
                        key.size(),
                        key.task(),
                        key.metric(),
                        key.precision(),
                        key.setting(),
                        Integer.toString(i + 1),
                        Fields.format(values.get(i))));
            }
        });
        log.replace(lines);
    }

    /** Reads the values of the rows that have rounds; empty if there is no file. */
    public Contents read(List<ResultRow> rows) {
        CsvLog.Contents<Map.Entry<Key, Double>> read = log.read(RoundLog::value);
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        read.values().forEach(v -> values.computeIfAbsent(v.getKey(), k -> new ArrayList<>())
                .add(v.getValue()));
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            RowIdentity identity = RowIdentity.of(row);
            List<Double> found = values.get(Key.of(identity));
            if (found != null) {
                rounds.put(identity, List.copyOf(found));
            }
        }
        return new Contents(rounds, read.warnings());
    }

    private static Map.Entry<Key, Double> value(Fields fields) {
        Key key = Key.of(fields);
        fields.count("round");
        return Map.entry(key, fields.number("value"));
    }
}
