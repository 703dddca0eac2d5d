/** The utterances of a step, their crops, and the frames that are masked: pure functions of seed and step. */
@NullMarked
package org.speechbench.upstream.batches;

import org.jspecify.annotations.NullMarked;
