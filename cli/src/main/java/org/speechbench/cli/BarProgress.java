package org.speechbench.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.speechbench.core.ControlCharacters;
import org.speechbench.core.Progress;

/** Progress as one bar per stage, with the remaining time. */
final class BarProgress implements Progress {
    private static final int WIDEST = 110;
    private static final int REDRAW_MILLISECONDS = 250;

    private final TerminalStream out;
    private final int width;

    /** @param columns the width of the terminal; a wider bar could not be redrawn */
    BarProgress(TerminalStream out, int columns) {
        this.out = out;
        this.width = Math.min(WIDEST, columns - 1);
    }

    @Override
    public Stage start(String name, long total) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(ControlCharacters.escaped(name))
                .setInitialMax(total > 0 ? total : -1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLISECONDS)
                .setConsumer(new ConsoleProgressBarConsumer(out.trusted(), width))
                .build();
        return new Stage() {
            @Override
            public void advance(long units, String note) {
                bar.stepBy(units);
                bar.setExtraMessage(ControlCharacters.escaped(note));
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
