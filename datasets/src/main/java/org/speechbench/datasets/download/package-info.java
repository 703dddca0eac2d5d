/** Corpora that may be downloaded: their sources and checksums, and how they are unpacked where layouts look. */
@NullMarked
package org.speechbench.datasets.download;

import org.jspecify.annotations.NullMarked;
