/** The log-mel filter bank upstream, SUPERB's baseline. */
@NullMarked
package org.speechbench.upstream.fbank;

import org.jspecify.annotations.NullMarked;
