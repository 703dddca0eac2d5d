/**
 * Fine-tuning of whole upstreams with connectionist temporal classification, and the output of the resulting models:
 * symbols frame by frame. May use the SPI, scripts, optimisers, checkpoints and the tools of pre-training.
 */
@NullMarked
package org.speechbench.upstream.finetune;

import org.jspecify.annotations.NullMarked;
