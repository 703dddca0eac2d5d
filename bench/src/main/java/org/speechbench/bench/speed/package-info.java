/** Speed: benchmarks run in interleaved forks, and the results as rows. */
@NullMarked
package org.speechbench.bench.speed;

import org.jspecify.annotations.NullMarked;
