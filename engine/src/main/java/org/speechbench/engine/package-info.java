/**
 * TorchScript sources and their loader, precision, and the engine that runs them. Every tensor operation of speechbench
 * that DJL lacks goes through this package.
 */
@NullMarked
package org.speechbench.engine;

import org.jspecify.annotations.NullMarked;
