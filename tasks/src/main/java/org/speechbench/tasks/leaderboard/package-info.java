/** The SUPERB leaderboard: published rows, and its aggregate scores with frozen constants. */
@NullMarked
package org.speechbench.tasks.leaderboard;

import org.jspecify.annotations.NullMarked;
