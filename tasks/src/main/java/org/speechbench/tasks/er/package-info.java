/** Emotion recognition. */
@NullMarked
package org.speechbench.tasks.er;

import org.jspecify.annotations.NullMarked;
