/** Alignment, error rates, accuracy and their confidence intervals, as pure functions of predictions. */
@NullMarked
package org.speechbench.tasks.metric;

import org.jspecify.annotations.NullMarked;
