/** Experiments and the command line. Depends on every other module. */
@NullMarked
package org.speechbench.bench;

import org.jspecify.annotations.NullMarked;
