/** Hidden states of recordings to files for other programs. Knows upstreams and the engine, no tasks. */
@NullMarked
package org.speechbench.bench.encode;

import org.jspecify.annotations.NullMarked;
