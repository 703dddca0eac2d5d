/** Intent classification. */
@NullMarked
package org.speechbench.tasks.ic;

import org.jspecify.annotations.NullMarked;
