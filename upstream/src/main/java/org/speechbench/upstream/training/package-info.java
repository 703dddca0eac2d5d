/**
 * The training loop, independent of what is trained: order, log, checkpoints and resuming, several devices, parts of
 * batches. It depends on the engine; what a step computes is a {@link org.speechbench.upstream.training.TrainingGoal}.
 */
@NullMarked
package org.speechbench.upstream.training;

import org.jspecify.annotations.NullMarked;
