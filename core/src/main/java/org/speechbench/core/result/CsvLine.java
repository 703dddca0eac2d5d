package org.speechbench.core.result;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A single line of a CSV file, parsed on its own, so that a damaged line affects no other. */
final class CsvLine {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvLine() {}

    /** The fields as a line, including the line end; line breaks in a field become spaces. */
    static String format(List<String> fields) {
        Object[] values =
                fields.stream().map(field -> field.replaceAll("[\\r\\n]+", " ")).toArray();
        return FORMAT.format(values) + "\n";
    }

    /**
     * The fields of a line.
     *
     * @param line the line without its line end
     * @throws IllegalArgumentException if it is not one whole record
     */
    static List<String> parse(String line) {
        if (!isQuotedProperly(line)) {
            throw new IllegalArgumentException("a quotation mark is out of place");
        }
        try (CSVParser parser = FORMAT.parse(new StringReader(line))) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() > 1) {
                throw new IllegalArgumentException("it holds more than one record");
            }
            return records.isEmpty() ? List.of("") : records.get(0).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Whether quotation marks open and close whole fields; the parser does not check this for a field that does not
     * begin with one.
     */
    private static boolean isQuotedProperly(String line) {
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != '"') {
                continue;
            }
            if (!inside) {
                if (i > 0 && line.charAt(i - 1) != ',') {
                    return false;
                }
                inside = true;
            } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                i++;
            } else if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
                inside = false;
            } else {
                return false;
            }
        }
        return !inside;
    }
}
