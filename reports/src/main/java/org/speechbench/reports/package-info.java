/**
 * Converts result files to tables and to one self-contained HTML page. It depends on core, datasets
 * and tasks, handles no tensors and prints nothing.
 */
@NullMarked
package org.speechbench.reports;

import org.jspecify.annotations.NullMarked;
