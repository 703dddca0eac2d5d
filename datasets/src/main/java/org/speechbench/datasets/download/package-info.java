/** Corpora that may be downloaded: where from, with which checksum, and how they come to lie where layouts look. */
@NullMarked
package org.speechbench.datasets.download;

import org.jspecify.annotations.NullMarked;
