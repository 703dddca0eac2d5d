package org.speechbench.bench.run;

import java.util.function.BooleanSupplier;
import org.speechbench.core.Progress;

/**
 * Progress that stops the work that reports to it, between two steps, once the process was asked to end. Native code
 * that is still running when the JVM shuts down crashes it.
 *
 * @param progress the progress that is displayed
 * @param stop whether the work is to stop
 */
record StoppableProgress(Progress progress, BooleanSupplier stop) implements Progress {
    @Override
    public Stage start(String name, long total) {
        Stage stage = progress.start(name, total);
        return new Stage() {
            /** @throws Stopped if the process was asked to end */
            @Override
            public void advance(long units, String note) {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
                stage.advance(units, note);
            }

            @Override
            public void close() {
                stage.close();
            }
        };
    }

    @Override
    public void note(String line) {
        progress.note(line);
    }
}
