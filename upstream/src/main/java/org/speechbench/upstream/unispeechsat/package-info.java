/** UniSpeech-SAT (Chen et al., 2021); independent of other models. */
@NullMarked
package org.speechbench.upstream.unispeechsat;

import org.jspecify.annotations.NullMarked;
