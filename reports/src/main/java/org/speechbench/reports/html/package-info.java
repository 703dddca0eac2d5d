/** HTML elements that escape their contents, and a self-contained page. This package does not know results. */
@NullMarked
package org.speechbench.reports.html;

import org.jspecify.annotations.NullMarked;
