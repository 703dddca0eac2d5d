/** Alignment, error rate, accuracy and their intervals. Pure functions of predictions. */
@NullMarked
package org.speechbench.tasks.metric;

import org.jspecify.annotations.NullMarked;
