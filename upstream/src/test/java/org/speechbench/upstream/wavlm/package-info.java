/** Blocks of WavLM, written as a plug-in would write them. */
@NullMarked
package org.speechbench.upstream.wavlm;

import org.jspecify.annotations.NullMarked;
