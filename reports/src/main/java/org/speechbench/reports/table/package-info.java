/** The report's tables for other programs: CSV, JSON, Markdown and LaTeX, all pure functions of a report's data. */
@NullMarked
package org.speechbench.reports.table;

import org.jspecify.annotations.NullMarked;
