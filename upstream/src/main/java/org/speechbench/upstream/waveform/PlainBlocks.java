package org.speechbench.upstream.waveform;

/** HuBERT's blocks. */
public record PlainBlocks() implements EncoderBlocks {}
