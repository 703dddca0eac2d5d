/**
 * Hidden states in files: the index of the folders that {@code encode} writes, and the upstream {@code features}, which
 * reads the states of utterances that any program has written.
 */
@NullMarked
package org.speechbench.upstream.states;

import org.jspecify.annotations.NullMarked;
