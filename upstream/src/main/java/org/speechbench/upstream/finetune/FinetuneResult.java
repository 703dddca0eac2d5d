package org.speechbench.upstream.finetune;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.upstream.training.TrainerResult;

/**
 * The result of a fine-tuning run.
 *
 * @param bestStep whose weights are kept: the last of those that were best on dev
 * @param bestDev their score; null if dev was not evaluated
 * @param infeasible training utterances left out because their target needs more frames than they have
 * @param model folder of the kept weights; null if the training was stopped before its end
 */
public record FinetuneResult(
        TrainerResult training, long bestStep, @Nullable Double bestDev, int infeasible, @Nullable Path model) {}
