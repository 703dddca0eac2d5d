/** What tests of several packages share: fixture arrays and their reader. */
@NullMarked
package org.speechbench.engine.testing;

import org.jspecify.annotations.NullMarked;
