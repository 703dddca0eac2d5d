/** Audio files to 16 kHz mono waveforms, in one place. */
@NullMarked
package org.speechbench.datasets.audio;

import org.jspecify.annotations.NullMarked;
