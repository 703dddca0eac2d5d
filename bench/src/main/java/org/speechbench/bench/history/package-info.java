/** Runs that are kept to see how figures change over revisions. */
@NullMarked
package org.speechbench.bench.history;

import org.jspecify.annotations.NullMarked;
