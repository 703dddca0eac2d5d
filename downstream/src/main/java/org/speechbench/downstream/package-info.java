/** Training small heads on a frozen upstream. Depends on upstream and tasks. */
@NullMarked
package org.speechbench.downstream;

import org.jspecify.annotations.NullMarked;
