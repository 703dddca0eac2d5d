/** The Task SPI and its value types. Depends on core; holds no tensors. */
@NullMarked
package org.speechbench.tasks;

import org.jspecify.annotations.NullMarked;
