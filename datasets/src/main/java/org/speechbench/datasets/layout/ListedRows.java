package org.speechbench.datasets.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/**
 * A list of a corpus with comma-separated fields, whose names are in the first line. Each line is parsed on its own, so
 * that a stray quotation mark invalidates one row only and not all that follow.
 *
 * @param columns the names of the fields
 * @param rows the other lines
 */
record ListedRows(LayoutFiles files, Path file, List<String> columns, List<String> rows) {
    static ListedRows of(LayoutFiles files, String name) {
        Path file = files.root().resolve(name);
        List<String> lines = files.lines(name);
        return lines.isEmpty()
                ? new ListedRows(files, file, List.of(), List.of())
                : new ListedRows(
                        files,
                        file,
                        record(file, lines.get(0), CSVFormat.DEFAULT).toList(),
                        lines.subList(1, lines.size()));
    }

    /**
     * Every row, by the names of its fields; a row with a different number of fields is a bad item.
     *
     * @throws UserError if a required column is missing
     */
    void each(List<String> wanted, Consumer<CSVRecord> reader) {
        List<String> missing = wanted.stream().filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    file + ": the first line lacks " + String.join(", ", missing) + "; got "
                            + TextLine.quoted(String.join(",", columns)) + ".",
                    "Get the list again.");
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .setAllowMissingColumnNames(true)
                .get();
        for (String line : rows) {
            files.bad().guard(file + " " + TextLine.quoted(line), () -> reader.accept(row(line, format)));
        }
    }

    private CSVRecord row(String line, CSVFormat format) {
        CSVRecord row = record(file, line, format);
        if (!row.isConsistent()) {
            throw new UserError(
                    file + ": wanted " + columns.size() + " fields; got " + row.size() + " in " + TextLine.quoted(line)
                            + ".",
                    "Get the list again.");
        }
        return row;
    }

    private static CSVRecord record(Path file, String line, CSVFormat format) {
        try (CSVParser parser = CSVParser.parse(line, format)) {
            return parser.getRecords().get(0);
        } catch (IOException | RuntimeException e) {
            throw new UserError(
                    file + ": has a quote where none belongs in " + TextLine.quoted(line) + ".",
                    "Get the list again.",
                    e);
        }
    }
}
