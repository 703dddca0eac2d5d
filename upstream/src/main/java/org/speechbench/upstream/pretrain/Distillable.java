package org.speechbench.upstream.pretrain;

/**
 * The capability of an upstream that can learn from a teacher. It may be one that is not pre-trained by masked prediction,
 * and then lacks the capability {@link Pretraining}.
 */
public interface Distillable extends Pretraining {}
