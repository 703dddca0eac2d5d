/** Divides a corpus into train, dev and test by the names of its splits. */
@NullMarked
package org.speechbench.tasks.split;

import org.jspecify.annotations.NullMarked;
