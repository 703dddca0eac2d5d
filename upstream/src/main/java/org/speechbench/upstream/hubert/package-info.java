/** HuBERT (Hsu et al., 2021): a waveform front end and cosine logits; independent of other models. */
@NullMarked
package org.speechbench.upstream.hubert;

import org.jspecify.annotations.NullMarked;
