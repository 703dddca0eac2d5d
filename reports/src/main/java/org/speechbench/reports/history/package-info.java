/** Figures over revisions. */
@NullMarked
package org.speechbench.reports.history;

import org.jspecify.annotations.NullMarked;
