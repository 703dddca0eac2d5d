/** Speaker identification. */
@NullMarked
package org.speechbench.tasks.sid;

import org.jspecify.annotations.NullMarked;
