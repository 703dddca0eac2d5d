/** Utterances and their sources: TSV manifests and official corpus layouts. */
@NullMarked
package org.speechbench.datasets.corpus;

import org.jspecify.annotations.NullMarked;
