/** Tables, and renderers that write them as HTML, text, Markdown, LaTeX, CSV and JSON. */
@NullMarked
package org.speechbench.reports.table;

import org.jspecify.annotations.NullMarked;
