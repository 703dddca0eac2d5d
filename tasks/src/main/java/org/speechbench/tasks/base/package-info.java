/** Base classes for tasks that share most of their behaviour. */
@NullMarked
package org.speechbench.tasks.base;

import org.jspecify.annotations.NullMarked;
