package org.speechbench.bench.run;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.speechbench.core.Progress;

/**
 * Progress that ends every note with the time that is left of the whole run: what the stage that is running still takes
 * by its estimate or, if that is more, by the pace of the work that reports, and the estimates of the stages after it.
 */
final class RunProgress implements Progress {
    private static final double REFRESH_SECONDS = 1;

    private final Progress progress;
    private final LongSupplier nanos;
    private Supplier<TimeLeft> current = () -> TimeLeft.UNKNOWN;
    private TimeLeft later = TimeLeft.UNKNOWN;

    /** @param progress the progress that is displayed */
    RunProgress(Progress progress, LongSupplier nanos) {
        this.progress = progress;
        this.nanos = nanos;
    }

    /**
     * Begins a stage of the run.
     *
     * @param stage the time that is left of it, which is asked for whenever a piece of its work begins
     * @param rest the time of the stages after it
     */
    void begin(Supplier<TimeLeft> stage, TimeLeft rest) {
        current = stage;
        later = rest;
    }

    /** Notes the time that is left when a stage has ended. */
    void end() {
        String left = text(TimeLeft.of(List.of()), 0);
        if (!left.isEmpty()) {
            note(left);
        }
    }

    @Override
    public Stage start(String name, long total) {
        return new TimedStage(progress.start(name, total), total, current.get(), nanos.getAsLong());
    }

    @Override
    public void note(String line) {
        progress.note(line);
    }

    /**
     * The time in words; empty if nothing is known.
     *
     * @param own the time that is left of the stage
     * @param least the seconds that it takes at least
     */
    private String text(TimeLeft own, double least) {
        Double known = own.secondsLeft();
        Double rest = later.secondsLeft();
        double seconds = Math.max(known == null ? 0 : known, least) + (rest == null ? 0 : rest);
        boolean partly = own.timeIsLeast() || later.timeIsLeast();
        return seconds == 0 ? "" : new TimeLeft(seconds, partly, "").text() + " of the run left";
    }

    private final class TimedStage implements Stage {
        private final Stage shown;
        private final long total;
        private final TimeLeft estimate;
        private final long began;
        private long done;
        private double told = Double.NEGATIVE_INFINITY;
        private String left = "";

        TimedStage(Stage shown, long total, TimeLeft estimate, long began) {
            this.shown = shown;
            this.total = total;
            this.estimate = estimate;
            this.began = began;
        }

        @Override
        public void advance(long units, String note) {
            done += units;
            double elapsed = (nanos.getAsLong() - began) / 1e9;
            if (elapsed - told >= REFRESH_SECONDS) {
                told = elapsed;
                double pace = total > 0 && done > 0 ? elapsed / done * Math.max(0, total - done) : 0;
                left = text(estimate.after(elapsed), pace);
            }
            shown.advance(units, note.isEmpty() || left.isEmpty() ? note + left : note + ", " + left);
        }

        @Override
        public void close() {
            shown.close();
        }
    }
}
