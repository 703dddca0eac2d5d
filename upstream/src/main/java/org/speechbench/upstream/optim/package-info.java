/** Optimisers and learning-rate schedules. */
@NullMarked
package org.speechbench.upstream.optim;

import org.jspecify.annotations.NullMarked;
