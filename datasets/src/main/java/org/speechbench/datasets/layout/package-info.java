/** Corpora in the folders and under the names in which they are distributed. */
@NullMarked
package org.speechbench.datasets.layout;

import org.jspecify.annotations.NullMarked;
