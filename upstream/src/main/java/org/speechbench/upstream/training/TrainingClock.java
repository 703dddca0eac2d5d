package org.speechbench.upstream.training;

/** The wall clock of a training run, including the time it took before it was resumed. */
final class TrainingClock {
    private final long began = System.nanoTime();
    private final double secondsBefore;
    private double trainSeconds;
    private double stepSeconds;
    private long mark = System.nanoTime();

    /**
     * The state of a clock, in seconds.
     *
     * @param train training: steps, waiting for batches and the loop, without evaluation and checkpoints
     * @param step the part of train spent within steps
     * @param total everything
     */
    record Times(double train, double step, double total) {
        static final Times NONE = new Times(0, 0, 0);
    }

    TrainingClock(Times before) {
        trainSeconds = before.train();
        stepSeconds = before.step();
        secondsBefore = before.total();
    }

    /** Counts the time from now on as training. */
    void resume() {
        mark = System.nanoTime();
    }

    /** Runs something as a part of a step. */
    void timeStep(Runnable part) {
        long start = System.nanoTime();
        part.run();
        stepSeconds += (System.nanoTime() - start) / 1e9;
    }

    /** Stops counting the time as training until it is resumed; returns the seconds since it was last resumed. */
    double pause() {
        double seconds = (System.nanoTime() - mark) / 1e9;
        trainSeconds += seconds;
        return seconds;
    }

    Times times() {
        return new Times(trainSeconds, stepSeconds, secondsBefore + (System.nanoTime() - began) / 1e9);
    }
}
