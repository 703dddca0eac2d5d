/** Keyword spotting. */
@NullMarked
package org.speechbench.tasks.ks;

import org.jspecify.annotations.NullMarked;
