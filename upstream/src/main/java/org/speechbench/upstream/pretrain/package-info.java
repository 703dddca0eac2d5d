/** Pre-training: batches, masks, the loop and its checkpoints. */
@NullMarked
package org.speechbench.upstream.pretrain;

import org.jspecify.annotations.NullMarked;
