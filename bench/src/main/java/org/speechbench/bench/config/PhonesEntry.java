package org.speechbench.bench.config;

/**
 * Phones that the targets are held against.
 *
 * @param file table with a header, below the data folder; empty for none. It may list a part of the corpus
 * @param rate labels a second: those of the file, or those that phones with times are turned into
 */
public record PhonesEntry(String file, double rate) {
    public PhonesEntry {
        RelativePath.checkOptional("phones.file", file);
        Range.positive("phones.rate", rate);
    }
}
