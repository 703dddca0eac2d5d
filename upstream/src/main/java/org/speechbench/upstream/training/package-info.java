/**
 * The training loop, whatever is trained: order, log, checkpoints and resuming, several devices, parts of batches. Knows
 * the engine; what a step computes is a {@link org.speechbench.upstream.training.TrainingGoal}.
 */
@NullMarked
package org.speechbench.upstream.training;

import org.jspecify.annotations.NullMarked;
