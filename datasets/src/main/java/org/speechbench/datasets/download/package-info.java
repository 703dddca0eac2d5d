/** Downloads corpora: their sources and checksums, and how they are unpacked to where layouts look. */
@NullMarked
package org.speechbench.datasets.download;

import org.jspecify.annotations.NullMarked;
