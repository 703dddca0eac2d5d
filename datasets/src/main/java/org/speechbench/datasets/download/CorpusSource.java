package org.speechbench.datasets.download;

import java.net.URI;
import java.util.List;

/** The source of a corpus. */
public sealed interface CorpusSource {
    /** The name of its layout, if it has one. */
    String name();

    /** Archives that anyone may download. */
    record Free(String name, List<Download> parts) implements CorpusSource {
        public Free {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A corpus that a program cannot or must not download.
     *
     * @param page where to ask, or what to read
     * @param reason the reason, as the end of a sentence
     * @param remedy how to obtain it and where to put it, as sentences
     */
    record OnRequest(String name, URI page, String reason, String remedy) implements CorpusSource {}
}
