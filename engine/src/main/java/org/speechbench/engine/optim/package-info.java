/** Optimisers and learning-rate schedules. */
@NullMarked
package org.speechbench.engine.optim;

import org.jspecify.annotations.NullMarked;
