/** The HeadProvider SPI and the heads of SUPERB. */
@NullMarked
package org.speechbench.downstream.head;

import org.jspecify.annotations.NullMarked;
