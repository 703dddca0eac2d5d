/** Speed of two revisions of speechbench, measured side by side. */
@NullMarked
package org.speechbench.bench.revision;

import org.jspecify.annotations.NullMarked;
