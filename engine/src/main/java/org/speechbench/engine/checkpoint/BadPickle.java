package org.speechbench.engine.checkpoint;

/** A pickle that is malformed or requests something that is not allowed; the message states which. */
final class BadPickle extends Exception {
    private static final long serialVersionUID = 1L;

    BadPickle(String message) {
        super(message);
    }
}
