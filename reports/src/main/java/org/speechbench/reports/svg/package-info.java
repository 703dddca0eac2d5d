/** Charts as SVG elements. Depends on the html package only; knows no results. */
@NullMarked
package org.speechbench.reports.svg;

import org.jspecify.annotations.NullMarked;
