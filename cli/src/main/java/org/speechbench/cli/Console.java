package org.speechbench.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
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
record Console(TerminalStream out, TerminalStream err, boolean terminal, boolean colour, int columns) {
    private static final int USUAL_COLUMNS = 80;

    Console(OutputStream out, OutputStream err, boolean terminal, boolean colour, int columns) {
        this(new TerminalStream(out), new TerminalStream(err), terminal, colour, columns);
    }

    /** Without colour. */
    Console(OutputStream out, OutputStream err, boolean terminal) {
        this(out, err, terminal, false, USUAL_COLUMNS);
    }

    /** The streams of this process. */
    static Console system() {
        // Only the launcher can tell on every JDK: from 22 on System.console() is there when output is redirected, too.
        boolean watched = Boolean.getBoolean("speechbench.terminal");
        boolean colour = Boolean.getBoolean("speechbench.colour") && !plain(System.getenv());
        int columns = Integer.getInteger("speechbench.columns", USUAL_COLUMNS);
        return new Console(file(FileDescriptor.out), file(FileDescriptor.err), watched, colour, columns);
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

    /** Not {@code System.out}, which says only that something could not be written, and not why. */
    private static OutputStream file(FileDescriptor descriptor) {
        return new BufferedOutputStream(new FileOutputStream(descriptor));
    }
}
