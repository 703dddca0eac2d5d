/** Result files to one HTML page. Depends on core alone; needs no engine. */
@NullMarked
package org.speechbench.reports;

import org.jspecify.annotations.NullMarked;
