package org.speechbench.release;

import java.io.IOException;

/** A platform that an archive is built for. */
enum Platform {
    LINUX("linux-x86_64", ".tar.gz"),
    MACOS("osx-aarch64", ".tar.gz"),
    WINDOWS("win-x86_64", ".zip");

    private final String classifier;
    private final String ending;

    Platform(String classifier, String ending) {
        this.classifier = classifier;
        this.ending = ending;
    }

    /** The name that artefacts of natives have. */
    String classifier() {
        return classifier;
    }

    Archive archive() throws IOException {
        return Archive.of(classifier + ending, true);
    }
}
