/** Tables, and renderers that write them as HTML, text, Markdown, LaTeX and CSV. */
@NullMarked
package org.speechbench.reports.table;

import org.jspecify.annotations.NullMarked;
