/** Training of a head on frozen features: batches, objectives, SpecAugment, the loop. */
@NullMarked
package org.speechbench.downstream.train;

import org.jspecify.annotations.NullMarked;
