/** Automatic speech recognition by characters. */
@NullMarked
package org.speechbench.tasks.asr;

import org.jspecify.annotations.NullMarked;
