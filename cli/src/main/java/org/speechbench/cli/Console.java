package org.speechbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.reports.TerminalScores;
import org.speechbench.reports.table.TextRenderer;
import picocli.CommandLine.Help.Ansi;

/**
 * The output of commands: results go to one stream, progress and errors to the other.
 *
 * @param terminal whether the stream of errors is a terminal, so that bars may be redrawn
 * @param colour whether results may be coloured
 * @param columns the width of the terminal
 */
record Console(TerminalStream out, TerminalStream err, boolean terminal, boolean colour, int columns) {
    /** The description of the option {@code --json}. */
    static final String JSON = "Print JSON for a program to read.";

    private static final int USUAL_COLUMNS = 80;

    Console(OutputStream out, OutputStream err, boolean terminal, boolean colour, int columns) {
        this(new TerminalStream(out), new TerminalStream(err), terminal, colour, columns);
    }

    /** A console with the streams of this process. */
    static Console system() {
        // Only the launcher can determine this on every JDK: from 22 on, System.console() also exists when output is
        // redirected.
        boolean watched = Boolean.getBoolean("speechbench.terminal");
        boolean colour = Boolean.getBoolean("speechbench.colour") && !plain(System.getenv());
        int columns = Integer.getInteger("speechbench.columns", USUAL_COLUMNS);
        return new Console(file(FileDescriptor.out), file(FileDescriptor.err), watched, colour, columns);
    }

    /** Whether the user wants no colour anywhere, see no-color.org. */
    static boolean plain(Map<String, String> environment) {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** The width that tables are made for. */
    int width() {
        return terminal ? columns : TerminalScores.FULL;
    }

    /** Prints a line of a result. */
    void print(String line) {
        out.println(line);
    }

    /** Prints the one document of {@code --json}, made of maps, lists, records, strings and numbers, on one line. */
    void json(Object document) {
        try {
            print(JsonMapper.builder().build().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and records can always be written", e);
        }
    }

    /** Prints maps with the same keys as a table, one line each. */
    void table(List<Map<String, Object>> lines) {
        List<List<String>> grid =
                new ArrayList<>(List.of(List.copyOf(lines.get(0).keySet())));
        lines.forEach(line -> grid.add(line.values().stream().map(Catalog::text).toList()));
        TextRenderer.lines(grid).forEach(this::print);
    }

    /** Prints a sentence beside the results. */
    void warn(@Nullable String sentence) {
        err.println("speechbench: " + sentence);
    }

    /** Writes escape codes, or leaves them out. */
    Ansi ansi() {
        return colour ? Ansi.ON : Ansi.OFF;
    }

    Progress progress() {
        return terminal ? new BarProgress(err, columns) : new LineProgress(err, System::nanoTime);
    }

    /** System.out is not used here because it only reports that something could not be written, but not why. */
    private static OutputStream file(FileDescriptor descriptor) {
        return new BufferedOutputStream(new FileOutputStream(descriptor));
    }
}
