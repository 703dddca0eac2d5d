/** Estimates with their errors. Whoever states a number with an interval, or compares two, uses these. */
@NullMarked
package org.speechbench.core.statistics;

import org.jspecify.annotations.NullMarked;
