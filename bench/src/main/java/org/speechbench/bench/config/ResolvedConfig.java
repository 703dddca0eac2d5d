package org.speechbench.bench.config;

import org.speechbench.core.Digests;

/**
 * A configuration completed with everything that the file leaves out.
 *
 * @param source the name of the file
 * @param yaml the resolved configuration as text, from which the same configuration can be read
 */
public record ResolvedConfig(String source, ExperimentConfig config, String yaml) {
    /** The SHA-256 (hex) of the resolved text. */
    public String digest() {
        return Digests.sha256(yaml);
    }

    /** The file's name without its extension. */
    public String name() {
        return source.replaceFirst("\\.[^.]*$", "");
    }
}
