/** wav2vec 2.0 (Baevski et al., 2020), XLSR-53 and XLS-R; independent of other models. */
@NullMarked
package org.speechbench.upstream.wav2vec2;

import org.jspecify.annotations.NullMarked;
