/**
 * What models over waveforms have in common: HuBERT and its relatives. A {@link WaveformFamily} states what distinguishes
 * one of them; the network, the named sizes, and the reading and writing of checkpoints are the same for all.
 */
@NullMarked
package org.speechbench.upstream.waveform;

import org.jspecify.annotations.NullMarked;
