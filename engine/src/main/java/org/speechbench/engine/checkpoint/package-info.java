/** Named parameters and the files they are stored in: safetensors next to a JSON configuration. */
@NullMarked
package org.speechbench.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
