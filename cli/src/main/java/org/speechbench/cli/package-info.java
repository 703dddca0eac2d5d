/** The command line: commands parse and print, the work is done elsewhere. The only place that writes to a terminal. */
@NullMarked
package org.speechbench.cli;

import org.jspecify.annotations.NullMarked;
