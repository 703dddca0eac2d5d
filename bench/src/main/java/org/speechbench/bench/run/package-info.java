/** Running an experiment: its stages, its cells and what is written down of them. */
@NullMarked
package org.speechbench.bench.run;

import org.jspecify.annotations.NullMarked;
