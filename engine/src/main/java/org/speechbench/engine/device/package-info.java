/** Devices by their names on the command line, and the description of GPUs. */
@NullMarked
package org.speechbench.engine.device;

import org.jspecify.annotations.NullMarked;
