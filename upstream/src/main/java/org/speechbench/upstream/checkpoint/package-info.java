/** Named parameters and the files they are kept in: safetensors beside a JSON configuration. */
@NullMarked
package org.speechbench.upstream.checkpoint;

import org.jspecify.annotations.NullMarked;
