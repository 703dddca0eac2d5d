/** Numbers with their units and provenance. This package is the only reader and writer of result files. */
@NullMarked
package org.speechbench.core.result;

import org.jspecify.annotations.NullMarked;
