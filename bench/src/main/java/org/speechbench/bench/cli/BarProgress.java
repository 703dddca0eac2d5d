package org.speechbench.bench.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.speechbench.core.Progress;

/** Progress as a bar a stage, with the time left. */
final class BarProgress implements Progress {
    private static final int WIDTH = 110;
    private static final int REDRAW_MILLISECONDS = 250;

    private final PrintStream out;

    BarProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public Stage start(String name, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total > 0 ? total : -1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLISECONDS)
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
        return new Stage() {
            @Override
            public void advance(long units, String note) {
                bar.stepBy(units);
                bar.setExtraMessage(note);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    @Override
    public void note(String line) {
        out.println("  " + line);
    }
}
