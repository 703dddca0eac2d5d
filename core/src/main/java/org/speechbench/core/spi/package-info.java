/** Services that are looked up by a stable name. */
@NullMarked
package org.speechbench.core.spi;

import org.jspecify.annotations.NullMarked;
