/** The Task SPI and its value types. They depend on core and datasets and handle no tensors. */
@NullMarked
package org.speechbench.tasks;

import org.jspecify.annotations.NullMarked;
