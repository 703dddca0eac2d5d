/** Scores of existing predictions. */
@NullMarked
package org.speechbench.reports.score;

import org.jspecify.annotations.NullMarked;
