/** Determines whether the figures of one run are worse than those of another, which makes a CI build fail. */
@NullMarked
package org.speechbench.reports.compare;

import org.jspecify.annotations.NullMarked;
