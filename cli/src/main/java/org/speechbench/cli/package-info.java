/**
 * The command line: commands parse and print, and the work is done elsewhere. This is the only package that writes to a
 * terminal.
 */
@NullMarked
package org.speechbench.cli;

import org.jspecify.annotations.NullMarked;
