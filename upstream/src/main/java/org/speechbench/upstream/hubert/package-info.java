/** HuBERT (Hsu et al., 2021): a waveform front end, cosine logits. Knows no other model. */
@NullMarked
package org.speechbench.upstream.hubert;

import org.jspecify.annotations.NullMarked;
