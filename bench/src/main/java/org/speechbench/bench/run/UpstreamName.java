package org.speechbench.bench.run;

import org.speechbench.core.result.Subject;

/**
 * The identification of the upstream in the rows of a cell.
 *
 * @param subject the upstream, without a digest if it could not be opened
 * @param precision the precision as in results
 */
record UpstreamName(Subject subject, String precision) {
    String label() {
        return subject.label();
    }
}
