/** Whether the figures of one run are worse than those of another: what makes a CI fail. */
@NullMarked
package org.speechbench.reports.compare;

import org.jspecify.annotations.NullMarked;
