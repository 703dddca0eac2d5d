/** Hidden states computed once. */
@NullMarked
package org.speechbench.downstream.cache;

import org.jspecify.annotations.NullMarked;
