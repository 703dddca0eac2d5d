/** The cache of hidden states, which are computed once. */
@NullMarked
package org.speechbench.downstream.cache;

import org.jspecify.annotations.NullMarked;
