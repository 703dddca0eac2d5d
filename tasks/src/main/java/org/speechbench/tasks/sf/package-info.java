/** Slot filling. */
@NullMarked
package org.speechbench.tasks.sf;

import org.jspecify.annotations.NullMarked;
