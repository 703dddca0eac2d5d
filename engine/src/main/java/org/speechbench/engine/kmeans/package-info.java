/** k-means on the device. */
@NullMarked
package org.speechbench.engine.kmeans;

import org.jspecify.annotations.NullMarked;
