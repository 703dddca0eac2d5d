package org.speechbench.bench.run;

/** The user asked to stop; what is finished is on disk. */
public final class Stopped extends RuntimeException {
    public Stopped() {
        super("stopped; go on with --resume");
    }
}
