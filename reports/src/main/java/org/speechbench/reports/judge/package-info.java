/** The judge: the only place that says better, worse or equal. Evidence goes in, findings come out. */
@NullMarked
package org.speechbench.reports.judge;

import org.jspecify.annotations.NullMarked;
