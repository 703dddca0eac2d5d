/** Running an experiment: its stages, its cells and the records that are written about them. */
@NullMarked
package org.speechbench.bench.run;

import org.jspecify.annotations.NullMarked;
