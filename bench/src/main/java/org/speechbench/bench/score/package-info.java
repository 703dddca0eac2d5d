/** Scores of predictions that are there already. */
@NullMarked
package org.speechbench.bench.score;

import org.jspecify.annotations.NullMarked;
