/** What masked prediction predicts: kinds of labels, their rates, their alignment with a model's frames, their quality. */
@NullMarked
package org.speechbench.upstream.labels;

import org.jspecify.annotations.NullMarked;
