/** Blocks of a Conformer, written as a plug-in would write them. */
@NullMarked
package org.speechbench.upstream.conformer;

import org.jspecify.annotations.NullMarked;
