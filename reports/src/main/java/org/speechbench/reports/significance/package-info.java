/**
 * Evidence about scores: upstreams of runs, paired under equal terms, with their predictions. The judge decides.
 */
@NullMarked
package org.speechbench.reports.significance;

import org.jspecify.annotations.NullMarked;
