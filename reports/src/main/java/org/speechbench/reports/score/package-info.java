/** Scores of predictions that are there already. */
@NullMarked
package org.speechbench.reports.score;

import org.jspecify.annotations.NullMarked;
