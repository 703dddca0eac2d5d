/** Writes hidden states of recordings to files for other programs. Uses upstreams and the engine, but no tasks. */
@NullMarked
package org.speechbench.bench.encode;

import org.jspecify.annotations.NullMarked;
