/** What tests of all modules share. */
@NullMarked
package org.speechbench.core.testing;

import org.jspecify.annotations.NullMarked;
