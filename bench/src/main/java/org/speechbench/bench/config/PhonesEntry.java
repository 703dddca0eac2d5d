package org.speechbench.bench.config;

import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;

/**
 * Phones with which the targets are compared.
 *
 * @param file a table with a header, below the data folder; empty for none. It may list only a part of the corpus
 * @param rate the number of labels per second, either of those in the file or of those into which phones with times are
 *     converted
 */
public record PhonesEntry(String file, double rate) {
    /** No phones. */
    static final PhonesEntry NONE = new PhonesEntry("", 100);

    public PhonesEntry {
        RelativePath.checkOptional("phones.file", file);
        Range.positive("phones.rate", rate);
    }
}
