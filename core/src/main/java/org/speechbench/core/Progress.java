package org.speechbench.core;

/** Where long work says how far it is. Modules report, the command line draws; nothing else prints. */
public interface Progress {
    /**
     * Begins a stage.
     *
     * @param name for people, for example {@code pre-train fast_hubert}
     * @param total number of units, 0 if unknown
     */
    Stage start(String name, long total);

    /** A line for people, for example a skipped recording. */
    void note(String line);

    /** One running stage; close it when it ends, however it ends. */
    interface Stage extends AutoCloseable {
        /** Reports finished units, with a short note such as the current loss. */
        void advance(long units, String note);

        @Override
        void close();
    }

    /** Says nothing. */
    static Progress silent() {
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
            public void note(String line) {}
        };
    }
}
