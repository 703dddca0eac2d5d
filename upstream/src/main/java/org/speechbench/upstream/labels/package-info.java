/**
 * The targets of masked prediction: kinds of labels, their rates, their alignment with a model's frames, and their
 * quality.
 */
@NullMarked
package org.speechbench.upstream.labels;

import org.jspecify.annotations.NullMarked;
