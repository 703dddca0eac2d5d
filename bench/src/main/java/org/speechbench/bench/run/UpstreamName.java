package org.speechbench.bench.run;

import org.speechbench.core.result.Subject;

/**
 * How the rows of a cell name its upstream.
 *
 * @param subject without a digest if it could not be opened
 * @param precision as in results
 */
record UpstreamName(Subject subject, String precision) {
    String label() {
        return subject.label();
    }
}
