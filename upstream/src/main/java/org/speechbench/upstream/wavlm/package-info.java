/** WavLM (Chen et al., 2021): HuBERT with another attention; independent of other models. */
@NullMarked
package org.speechbench.upstream.wavlm;

import org.jspecify.annotations.NullMarked;
