/** Numbers with their unit and provenance, and the only reader and writer of result files. */
@NullMarked
package org.speechbench.core.result;

import org.jspecify.annotations.NullMarked;
