package org.speechbench.core.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * A CSV file with a header to which lines are appended one at a time. A record is always one line (line breaks in a
 * field become spaces), and every line is read on its own: a line that does not parse is left out, counted and
 * reported, never guessed, and stays in the file. A last line without a line end was truncated by a crash: it is left
 * out when the file is read and cut off before the next line is appended.
 */
final class CsvLog {
    /** The maximum number of lines that are reported individually when they do not parse. */
    private static final int MOST_TOLD = 5;

    private final Path file;
    private final List<String> columns;
    private final CsvHeader header;

    CsvLog(Path file, List<String> columns) {
        this(file, columns, columns.size());
    }

    /**
     * @param required the number of columns that every file has; missing further columns are read as if they were empty
     */
    CsvLog(Path file, List<String> columns, int required) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.header = new CsvHeader(columns, required);
    }

    /** Whether the file lacks columns, in which case it must be replaced before a line is appended. */
    boolean isOfEarlierVersion() {
        List<String> lines = Files.exists(file) ? text().lines() : List.of();
        return !lines.isEmpty() && !lines.get(0).equals(CsvLine.format(columns).strip());
    }

    /** Parses one line into a value; throws {@link IllegalArgumentException} if the line is not a valid one. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(Fields fields);
    }

    /**
     * What was read from a file.
     *
     * @param values the values in order
     * @param warnings sentences about lines that were left out, of which only the first are reported individually
     * @param leftOut the number of lines that were left out
     */
    record Contents<T>(List<T> values, List<String> warnings, int leftOut) {
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
     * Adds the missing columns, empty, to a file of an earlier version, atomically. Lines that do not parse stay as
     * they are; a truncated last line is cut off.
     */
    synchronized void addColumns() {
        retain(fields -> fields, fields -> true);
    }

    /**
     * Drops the lines of some values, atomically, and nothing else: lines that do not parse stay as they are. A
     * truncated last line is cut off, and a file of an earlier version gets the columns that it lacks.
     */
    synchronized <T> void retain(Parser<T> parser, Predicate<T> kept) {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder text = new StringBuilder(format(columns));
        boolean[] dropped = {isOfEarlierVersion() || text().torn()};
        read(parser, (line, fields, value) -> {
            if (fields == null || value == null) {
                text.append(line).append('\n');
            } else if (kept.test(value)) {
                text.append(format(columns.stream().map(fields::text).toList()));
            } else {
                dropped[0] = true;
            }
        });
        if (dropped[0]) {
            AtomicFiles.write(file, text.toString());
        }
    }

    /** Reads the file; a missing file has no values and no warnings. */
    <T> Contents<T> read(Parser<T> parser) {
        List<T> values = new ArrayList<>();
        List<String> warnings = read(parser, (line, fields, value) -> {
            if (value != null) {
                values.add(value);
            }
        });
        return new Contents<>(values, told(warnings), warnings.size());
    }

    private List<String> told(List<String> warnings) {
        if (warnings.size() <= MOST_TOLD) {
            return warnings;
        }
        List<String> told = new ArrayList<>(warnings.subList(0, MOST_TOLD));
        told.add(file + ": " + warnings.size() + " lines were left out in all.");
        return told;
    }

    /** Called for each line; fields and value are null if the line does not parse. */
    private interface Visitor<T> {
        void visit(String line, @Nullable Fields fields, @Nullable T value);
    }

    /** Visits every complete line below the header and returns a sentence for each line that does not parse. */
    private <T> List<String> read(Parser<T> parser, Visitor<T> visitor) {
        List<String> warnings = new ArrayList<>();
        if (!Files.exists(file)) {
            return warnings;
        }
        Text text = text();
        if (text.torn()) {
            warnings.add(file + ": the last line is torn and was left out.");
        }
        if (text.lines().isEmpty()) {
            return warnings;
        }
        List<String> names = columnsOf(text.lines().get(0), warnings);
        for (int i = 1; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            Fields fields = null;
            T value = null;
            try {
                fields = new Fields(names, CsvLine.parse(line));
                value = parser.parse(fields);
            } catch (IllegalArgumentException e) {
                warnings.add(file + ":" + (i + 1) + ": left out, " + e.getMessage() + ".");
            }
            visitor.visit(line, fields, value);
        }
        return warnings;
    }

    private List<String> columnsOf(String line, List<String> warnings) {
        Optional<List<String>> named = header.parse(line);
        if (named.isPresent()) {
            return named.get();
        }
        List<String> mended = header.mend(line)
                .orElseThrow(() -> new UserError(
                        file + ":1: the header is not that of such a table; wanted "
                                + String.join(",", columns.subList(0, header.required())) + ".",
                        "Use a file written by this version of speechbench, or delete it."));
        warnings.add(file + ":1: the header is damaged; its columns were taken to be the usual ones.");
        return mended;
    }

    /**
     * The file as lines.
     *
     * @param lines the lines without their line ends
     * @param torn whether an unterminated line after them was left out
     */
    private record Text(List<String> lines, boolean torn) {}

    private Text text() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        List<String> lines =
                new ArrayList<>(List.of(new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1)));
        lines.remove(lines.size() - 1);
        // This is what tables look like after they were edited in another program.
        lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        return new Text(lines, end < bytes.length);
    }

    private String format(List<String> line) {
        if (line.size() != columns.size()) {
            throw new IllegalArgumentException("a line has " + columns.size() + " fields; got " + line.size());
        }
        return CsvLine.format(line);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
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
