/** Utterances and where they come from: TSV manifests and official corpus layouts. */
@NullMarked
package org.speechbench.datasets.corpus;

import org.jspecify.annotations.NullMarked;
