/** A made-up upstream, tasks and corpora for the tests of this module. */
@NullMarked
package org.speechbench.downstream.testing;

import org.jspecify.annotations.NullMarked;
