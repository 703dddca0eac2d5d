/** Training as TensorBoard's event files, and nothing else of TensorBoard. Knows result records, no tensors. */
@NullMarked
package org.speechbench.core.tensorboard;

import org.jspecify.annotations.NullMarked;
