/** Speaker diarization. */
@NullMarked
package org.speechbench.tasks.sd;

import org.jspecify.annotations.NullMarked;
