/** Checks corpora and writes manifests of official layouts. Knows no engine. */
@NullMarked
package org.speechbench.datasets.prepare;

import org.jspecify.annotations.NullMarked;
