/** What tasks extend that share most of what they do. */
@NullMarked
package org.speechbench.tasks.base;

import org.jspecify.annotations.NullMarked;
