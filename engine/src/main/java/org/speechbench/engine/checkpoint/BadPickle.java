package org.speechbench.engine.checkpoint;

/** A pickle that is malformed, or asks for what is not given; the message says which. */
final class BadPickle extends Exception {
    private static final long serialVersionUID = 1L;

    BadPickle(String message) {
        super(message);
    }
}
