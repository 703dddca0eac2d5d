/** Fast-HuBERT (Yang et al., 2023): a log-mel front end at 25 Hz and a linear head; independent of other models. */
@NullMarked
package org.speechbench.upstream.fasthubert;

import org.jspecify.annotations.NullMarked;
