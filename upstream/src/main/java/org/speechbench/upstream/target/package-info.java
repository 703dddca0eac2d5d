/** What masked prediction predicts: labels of 100 frames a second and their alignment with a model's frames. */
@NullMarked
package org.speechbench.upstream.target;

import org.jspecify.annotations.NullMarked;
