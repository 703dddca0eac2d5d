package org.speechbench.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.speechbench.core.ElapsedTime;
import org.speechbench.core.Progress;
import org.speechbench.upstream.PublishedSchedule.Stage;

/**
 * Progress as plain lines, for logs: one when a stage has begun, one every ten seconds, and one when it ends. A stage
 * of less than a second prints nothing.
 */
final class LineProgress implements Progress {
    private static final double INTERVAL = 10;
    private static final double LEAST = 1;

    private final PrintStream out;
    private final LongSupplier nanos;

    LineProgress(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public Stage start(String name, long total) {
        return new LineStage(name, total);
    }

    @Override
    public void note(String line) {
        out.println("  " + line);
    }

    private final class LineStage implements Stage {
        private final String name;
        private final long total;
        private final long began = nanos.getAsLong();
        private boolean begun;
        private double spoke;
        private long done;

        LineStage(String name, long total) {
            this.name = name;
            this.total = total;
        }

        @Override
        public void advance(long units, String note) {
            done += units;
            double seconds = seconds();
            begin(seconds);
            if (seconds - spoke >= INTERVAL) {
                spoke = seconds;
                out.println("  " + name + ": " + place(seconds) + (note.isEmpty() ? "" : ", " + note));
            }
        }

        private void begin(double seconds) {
            if (!begun && seconds >= LEAST) {
                begun = true;
                out.println(name + (total > 0 ? " (" + total + ")" : ""));
            }
        }

        private String place(double seconds) {
            if (total <= 0 || done <= 0) {
                return Long.toString(done);
            }
            double left = seconds / done * Math.max(0, total - done);
            return String.format(
                    Locale.ROOT, "%d of %d (%d %%), %s left", done, total, 100 * done / total, ElapsedTime.text(left));
        }

        @Override
        public void close() {
            double seconds = seconds();
            begin(seconds);
            if (begun) {
                out.println("  " + name + ": ended after " + ElapsedTime.text(seconds));
            }
        }

        private double seconds() {
            return (nanos.getAsLong() - began) / 1e9;
        }
    }
}
