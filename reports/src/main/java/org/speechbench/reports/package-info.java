/** Result files to tables and one self-contained HTML page. Depends on core only; holds no tensors, prints nothing. */
@NullMarked
package org.speechbench.reports;

import org.jspecify.annotations.NullMarked;
