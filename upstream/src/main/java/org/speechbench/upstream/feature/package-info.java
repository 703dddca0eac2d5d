/**
 * Acoustic features computed on the device: Kaldi's log-mel filter banks and MFCC, their deltas and normalisation.
 * Depends on the engine layer only; the fbank and mfcc upstreams, Fast-HuBERT and the targets use it.
 */
@NullMarked
package org.speechbench.upstream.feature;

import org.jspecify.annotations.NullMarked;
