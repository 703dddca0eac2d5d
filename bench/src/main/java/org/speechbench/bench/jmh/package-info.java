/** Speed: JMH benchmarks of one training step and one encode, run in interleaved forks. */
@NullMarked
package org.speechbench.bench.jmh;

import org.jspecify.annotations.NullMarked;
