/**
 * Writes the course of a training as TensorBoard event files, and nothing else of TensorBoard. This package uses result
 * records and no tensors.
 */
@NullMarked
package org.speechbench.core.tensorboard;

import org.jspecify.annotations.NullMarked;
