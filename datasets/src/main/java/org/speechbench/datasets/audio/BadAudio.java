package org.speechbench.datasets.audio;

/** A file that this package cannot read as audio: what is wrong and what to do, without the file's name. */
final class BadAudio extends Exception {
    private static final long serialVersionUID = 1;

    private final String cure;

    BadAudio(String what, String cure) {
        super(what);
        this.cure = cure;
    }

    String cure() {
        return cure;
    }

    static BadAudio truncated(String got, String wanted) {
        return new BadAudio("the file is cut off: " + got + " of " + wanted, "Get the recording again.");
    }
}
