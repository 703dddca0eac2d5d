package org.speechbench.datasets.download;

import java.net.URI;
import java.util.List;

/** Where a corpus is had from. */
public sealed interface CorpusSource {
    /** The name of its layout, if it has one. */
    String name();

    /** Archives that anybody may download. */
    record Free(String name, List<Download> parts) implements CorpusSource {
        public Free {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A corpus that a program cannot or must not download.
     *
     * @param page where to ask, or what to read
     * @param reason why, as the end of a sentence
     * @param remedy how to get it and where it must lie, as sentences
     */
    record OnRequest(String name, URI page, String reason, String remedy) implements CorpusSource {}
}
