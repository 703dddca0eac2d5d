/** Query by example. */
@NullMarked
package org.speechbench.tasks.qbe;

import org.jspecify.annotations.NullMarked;
