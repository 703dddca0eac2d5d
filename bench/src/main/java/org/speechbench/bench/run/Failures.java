package org.speechbench.bench.run;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.OutOfMemory;

/** Counts what failed without stopping the run, and collects warnings for the reader of its results. */
final class Failures {
    private final Progress progress;
    private final boolean debug;
    private final List<String> warnings = new ArrayList<>();
    private int count;

    Failures(Progress progress, boolean debug) {
        this.progress = progress;
        this.debug = debug;
    }

    /**
     * Records a failure and returns its reason on one line.
     *
     * @throws UserError if a file could not be written: everything that follows would fail as well and could not be
     *     recorded
     */
    String add(String what, Throwable thrown) {
        if (thrown instanceof UserError error && error.isUnwritable()) {
            throw error;
        }
        count++;
        String reason = reason(thrown).replaceAll("\\s+", " ").strip();
        progress.note(what + " failed: " + reason);
        if (debug) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            progress.note(trace.toString());
        }
        return reason;
    }

    /** Only one of the engine's many lines about memory gives the amount that was requested. */
    private static String reason(Throwable thrown) {
        if (thrown instanceof UserError mendable) {
            return mendable.oneLine();
        }
        return OutOfMemory.is(thrown)
                ? OutOfMemory.reason(thrown)
                        + " Use a narrower precision, smaller batches, or leave out the longest utterances."
                : thrown.toString();
    }

    /** Adds sentences about results that were obtained. */
    void warn(List<String> sentences) {
        warnings.addAll(sentences);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    int count() {
        return count;
    }
}
