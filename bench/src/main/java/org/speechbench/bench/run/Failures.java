package org.speechbench.bench.run;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/** Counts what failed without stopping the run. */
final class Failures {
    private final Progress progress;
    private final boolean debug;
    private int count;

    Failures(Progress progress, boolean debug) {
        this.progress = progress;
        this.debug = debug;
    }

    /** Notes a failure and gives its reason on one line. */
    String add(String what, Throwable thrown) {
        count++;
        String reason = thrown instanceof UserError mendable ? mendable.oneLine() : thrown.toString();
        reason = reason.replaceAll("\\s+", " ").strip();
        progress.note(what + " failed: " + reason);
        if (debug) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            progress.note(trace.toString());
        }
        return reason;
    }

    int count() {
        return count;
    }
}
