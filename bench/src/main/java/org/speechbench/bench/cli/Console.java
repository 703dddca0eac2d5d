package org.speechbench.bench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.speechbench.core.Progress;
import picocli.CommandLine.Help.Ansi;

/**
 * Where commands print: results to one stream, progress and errors to the other.
 *
 * @param terminal whether a person watches errors, so that bars may be redrawn
 * @param colour whether results may be coloured
 * @param columns of the terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal, boolean colour, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** Without colour. */
    Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, false, USUAL_COLUMNS);
    }

    /** The streams of this process. */
    static Console system() {
        // Only the launcher can tell on every JDK: from 22 on System.console() is there when output is redirected, too.
        boolean watched = Boolean.getBoolean("speechbench.terminal");
        boolean colour = Boolean.getBoolean("speechbench.colour") && !plain(System.getenv());
        int columns = Integer.getInteger("speechbench.columns", USUAL_COLUMNS);
        return new Console(utf8(System.out), utf8(System.err), watched, colour, columns);
    }

    /** Whether the user wants no colour anywhere, see no-color.org. */
    static boolean plain(Map<String, String> environment) {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Writes escape codes, or leaves them out. */
    Ansi ansi() {
        return colour ? Ansi.ON : Ansi.OFF;
    }

    Progress progress() {
        return terminal ? new BarProgress(err, columns) : new LineProgress(err, System::nanoTime);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
