/** The mel-frequency cepstrum upstream. */
@NullMarked
package org.speechbench.upstream.mfcc;

import org.jspecify.annotations.NullMarked;
