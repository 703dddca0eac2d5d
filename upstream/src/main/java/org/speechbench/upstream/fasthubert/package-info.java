/** Fast-HuBERT (Yang et al., 2023): a log-mel front end at 25 Hz, a linear head. Knows no other model. */
@NullMarked
package org.speechbench.upstream.fasthubert;

import org.jspecify.annotations.NullMarked;
