/** Named parameters and the files they are kept in: safetensors beside a JSON configuration. */
@NullMarked
package org.speechbench.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
