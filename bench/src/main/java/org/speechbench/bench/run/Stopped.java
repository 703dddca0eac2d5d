package org.speechbench.bench.run;

/** The user asked to stop; what is finished is on disk. */
public final class Stopped extends RuntimeException {
    public Stopped() {
        this("go on with --resume");
    }

    /** @param cure how to continue */
    public Stopped(String cure) {
        super("stopped; " + cure);
    }
}
