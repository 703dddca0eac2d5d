/** The Upstream SPI and its value types. It depends on core, datasets and engine. */
@NullMarked
package org.speechbench.upstream;

import org.jspecify.annotations.NullMarked;
