/** Speed: benchmarks run in interleaved forks, and what came out as rows of results. */
@NullMarked
package org.speechbench.bench.speed;

import org.jspecify.annotations.NullMarked;
