/** Decoding of CTC into words: prefix beam search, with an n-gram language model of words if there is one. */
@NullMarked
package org.speechbench.tasks.decode;

import org.jspecify.annotations.NullMarked;
