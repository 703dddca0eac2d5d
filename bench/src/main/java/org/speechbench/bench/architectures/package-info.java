/** Searches supernets for networks that are good for what they cost. Knows no experiments and no tasks. */
@NullMarked
package org.speechbench.bench.architectures;

import org.jspecify.annotations.NullMarked;
