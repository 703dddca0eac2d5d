/** Shows the state of a run from its files while it is running; the files are only read. */
@NullMarked
package org.speechbench.bench.watch;

import org.jspecify.annotations.NullMarked;
