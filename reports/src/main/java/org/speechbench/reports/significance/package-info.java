/**
 * Which differences between upstreams are significant: runs pooled over seeds, paired by label, compared by bootstrap.
 */
@NullMarked
package org.speechbench.reports.significance;

import org.jspecify.annotations.NullMarked;
