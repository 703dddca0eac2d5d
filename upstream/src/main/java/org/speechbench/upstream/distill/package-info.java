/** Distillation: a student learns the states of a frozen upstream. */
@NullMarked
package org.speechbench.upstream.distill;

import org.jspecify.annotations.NullMarked;
