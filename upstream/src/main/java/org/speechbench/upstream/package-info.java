/** The Upstream SPI and its value types. Depends on core and DJL. */
@NullMarked
package org.speechbench.upstream;

import org.jspecify.annotations.NullMarked;
