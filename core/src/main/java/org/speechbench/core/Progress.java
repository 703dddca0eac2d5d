package org.speechbench.core;

import java.util.function.Consumer;

/**
 * Receives the progress of long-running work. Modules report to it, and the command line displays it; nothing else
 * prints.
 */
public interface Progress {
    /**
     * Begins a stage.
     *
     * @param name a readable name, for example {@code pre-train fast_hubert}
     * @param total number of units, 0 if unknown
     */
    Stage start(String name, long total);

    /** Reports a message for the user, for example that a recording is skipped. */
    void note(String line);

    /** One running stage, which must be closed when it ends, whether or not it succeeds. */
    interface Stage extends AutoCloseable {
        /** Reports the number of finished units, with a short note such as the current loss. */
        void advance(long units, String note);

        @Override
        void close();
    }

    /** Discards everything that is reported. */
    static Progress silent() {
        return noting(line -> {});
    }

    /** Passes messages on, and discards stages. */
    static Progress noting(Consumer<String> notes) {
        return new Progress() {
            @Override
            public Stage start(String name, long total) {
                return new Stage() {
                    @Override
                    public void advance(long units, String note) {}

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void note(String line) {
                notes.accept(line);
            }
        };
    }
}
