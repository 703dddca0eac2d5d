package org.speechbench.bench.config;

import org.speechbench.core.Digests;

/**
 * A configuration with everything that the file left out.
 *
 * @param source name of the file
 * @param yaml the resolved configuration as text, which reads back to the same configuration
 */
public record ResolvedConfig(String source, ExperimentConfig config, String yaml) {
    /** SHA-256 (hex) of the resolved text. */
    public String digest() {
        return Digests.sha256(yaml);
    }

    /** The file's name without its ending. */
    public String name() {
        return source.replaceFirst("\\.[^.]*$", "");
    }
}
