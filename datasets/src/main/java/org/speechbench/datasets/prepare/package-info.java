/** Checks corpora and writes manifests of official layouts. Does not depend on the engine. */
@NullMarked
package org.speechbench.datasets.prepare;

import org.jspecify.annotations.NullMarked;
