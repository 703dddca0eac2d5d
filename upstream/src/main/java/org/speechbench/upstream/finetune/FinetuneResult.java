package org.speechbench.upstream.finetune;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a fine-tuning came to.
 *
 * @param steps done
 * @param audioHours trained on, repetitions counted
 * @param totalSeconds wall-clock, looks at dev included, time in which a resumed run did not run excluded
 * @param bestStep whose weights are kept: the last of those that were best on dev
 * @param bestDev their score; null if dev was not looked at
 * @param infeasible training utterances left out, since their target needs more frames than they have
 * @param model folder of the kept weights; null if the training was stopped before its end
 */
public record FinetuneResult(
        long steps,
        double audioHours,
        double totalSeconds,
        long bestStep,
        @Nullable Double bestDev,
        int infeasible,
        @Nullable Path model) {}
