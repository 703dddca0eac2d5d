/** Utterances and where they come from: TSV manifests and official corpus layouts. */
@NullMarked
package org.speechbench.core.corpus;

import org.jspecify.annotations.NullMarked;
