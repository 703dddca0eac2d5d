/** What the files of a run say while it goes on; only reads them. */
@NullMarked
package org.speechbench.bench.watch;

import org.jspecify.annotations.NullMarked;
