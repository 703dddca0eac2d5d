package org.speechbench.bench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.speechbench.core.Progress;

/**
 * Where commands print: results to one stream, progress and errors to the other.
 *
 * @param terminal whether a person watches, so that bars may be redrawn
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** The streams of this process. */
    static Console system() {
        // Only the launcher can tell on every JDK: from 22 on System.console() is there when output is redirected, too.
        boolean watched = Boolean.getBoolean("speechbench.terminal");
        return new Console(utf8(System.out), utf8(System.err), watched);
    }

    Progress progress() {
        return terminal ? new BarProgress(err) : new LineProgress(err, System::nanoTime);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
