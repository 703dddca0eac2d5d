/** Which utterances a step sees, how they are cropped, and which frames are masked: pure functions of seed and step. */
@NullMarked
package org.speechbench.upstream.batches;

import org.jspecify.annotations.NullMarked;
