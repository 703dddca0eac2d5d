/** Networks whose weights hold many smaller ones: search spaces, sub-networks, and the parts of the weights that they use. */
@NullMarked
package org.speechbench.upstream.supernet;

import org.jspecify.annotations.NullMarked;
