/** Models of the Hugging Face Hub: the cache that its own tools share, and downloads into it. */
@NullMarked
package org.speechbench.datasets.hub;

import org.jspecify.annotations.NullMarked;
