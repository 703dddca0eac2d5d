/** The JMH benchmarks: one training step, one encode, and the kernels around them. */
@NullMarked
package org.speechbench.bench.jmh;

import org.jspecify.annotations.NullMarked;
