/** Phoneme recognition. */
@NullMarked
package org.speechbench.tasks.pr;

import org.jspecify.annotations.NullMarked;
