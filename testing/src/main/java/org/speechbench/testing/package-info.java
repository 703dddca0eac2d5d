/** Support for tests of plug-ins, beside the contract tests. */
@NullMarked
package org.speechbench.testing;

import org.jspecify.annotations.NullMarked;
