/** Automatic speaker verification. */
@NullMarked
package org.speechbench.tasks.asv;

import org.jspecify.annotations.NullMarked;
