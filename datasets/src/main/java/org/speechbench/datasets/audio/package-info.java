/** Reads audio files into 16 kHz mono waveforms. */
@NullMarked
package org.speechbench.datasets.audio;

import org.jspecify.annotations.NullMarked;
