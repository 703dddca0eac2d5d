package org.speechbench.upstream.training;

import org.speechbench.engine.Precision;
import org.speechbench.engine.optim.AdamOptions;

/**
 * The options of a trainer.
 *
 * @param steps updates
 * @param optimiser of every group of parameters; gradients are clipped by the norm of all groups together
 * @param passes how much of a batch goes through the model at once
 * @param precision of the model
 * @param seed of dropout
 * @param logging when events are logged, the model is evaluated and checkpoints are written
 */
public record TrainerOptions(
        long steps, AdamOptions optimiser, MicroBatches passes, Precision precision, long seed, Logging logging) {}
