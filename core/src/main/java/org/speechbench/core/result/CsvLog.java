package org.speechbench.core.result;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * A CSV file with a header to which lines are appended one at a time. A record is always one line (line breaks in a
 * field become spaces), so a line without its end was torn by a crash: it is left out when read and cut off before the
 * next line is appended. A line that does not parse is left out and reported, never guessed.
 */
final class CsvLog {
    private static final CSVFormat LINES =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Path file;
    private final List<String> columns;
    private final List<String> required;

    CsvLog(Path file, List<String> columns) {
        this(file, columns, columns.size());
    }

    /** @param required so many columns every file has; one without the others is read as if they were empty */
    CsvLog(Path file, List<String> columns, int required) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.required = this.columns.subList(0, required);
    }

    /** Whether the file lacks columns, so that no line may be appended before it is replaced. */
    boolean isOfEarlierVersion() {
        if (!Files.exists(file)) {
            return false;
        }
        String header =
                new String(bytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
        return !header.isEmpty() && !header.equals(format(columns).strip());
    }

    /** One line to a value; throws {@link IllegalArgumentException} if the line is not one. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(Fields fields);
    }

    /** What was read: the values in order and a sentence for each line left out. */
    record Contents<T>(List<T> values, List<String> warnings) {
        Contents {
            values = List.copyOf(values);
            warnings = List.copyOf(warnings);
        }
    }

    synchronized void append(List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(format(line)));
        try {
            AtomicFiles.createFolder(file);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = endOfLastLine(channel);
                channel.truncate(end).position(end);
                write(channel, (end == 0 ? format(columns) : "") + text);
            }
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    void replace(List<List<String>> lines) {
        StringBuilder text = new StringBuilder(format(columns));
        lines.forEach(line -> text.append(format(line)));
        AtomicFiles.write(file, text.toString());
    }

    /**
     * Gives a file of an earlier version the columns that it lacks, empty, at once. Lines that do not fit its header stay
     * as they are; a torn last line is cut off.
     */
    synchronized void addColumns() {
        byte[] bytes = bytes();
        StringBuilder text = new StringBuilder(format(columns));
        List<String> header = null;
        for (CSVRecord line : records(bytes, endOfLastLine(bytes))) {
            if (header == null) {
                header = checkedHeader(line.toList());
            } else if (line.size() == header.size()) {
                Fields fields = new Fields(header, line.toList());
                text.append(format(columns.stream().map(fields::text).toList()));
            } else {
                text.append(LINES.format(line.toList().toArray())).append('\n');
            }
        }
        AtomicFiles.write(file, text.toString());
    }

    /** A missing file has no values and no warnings. */
    <T> Contents<T> read(Parser<T> parser) {
        if (!Files.exists(file)) {
            return new Contents<>(List.of(), List.of());
        }
        byte[] bytes = bytes();
        List<String> warnings = new ArrayList<>();
        int end = endOfLastLine(bytes);
        if (end < bytes.length) {
            warnings.add(file + ": the last line is torn and was left out.");
        }
        List<T> values = new ArrayList<>();
        List<String> header = null;
        for (CSVRecord line : records(bytes, end)) {
            if (header == null) {
                header = checkedHeader(line.toList());
            } else {
                parse(parser, header, line, values, warnings);
            }
        }
        return new Contents<>(values, warnings);
    }

    private List<CSVRecord> records(byte[] bytes, int end) {
        try (CSVParser records = LINES.parse(new StringReader(new String(bytes, 0, end, StandardCharsets.UTF_8)))) {
            return records.getRecords();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + ": is not a CSV table (" + e.getMessage() + ").", "Restore or delete it.", e);
        }
    }

    private <T> void parse(
            Parser<T> parser, List<String> header, CSVRecord line, List<T> values, List<String> warnings) {
        try {
            values.add(parser.parse(new Fields(header, line.toList())));
        } catch (IllegalArgumentException e) {
            warnings.add(file + ":" + line.getRecordNumber() + ": left out, " + e.getMessage() + ".");
        }
    }

    private List<String> checkedHeader(List<String> header) {
        List<String> missing =
                required.stream().filter(c -> !header.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    file + ":1: the header lacks " + missing + ".",
                    "Use a file written by this version of speechbench, or delete it.");
        }
        return header;
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private String format(List<String> line) {
        if (line.size() != columns.size()) {
            throw new IllegalArgumentException("a line has " + columns.size() + " fields; got " + line.size());
        }
        Object[] fields =
                line.stream().map(field -> field.replaceAll("[\\r\\n]+", " ")).toArray();
        return LINES.format(fields) + "\n";
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    private static int endOfLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }
}
