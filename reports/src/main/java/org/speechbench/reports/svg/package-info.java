/** Charts as SVG elements. This package depends only on the html package and does not know results. */
@NullMarked
package org.speechbench.reports.svg;

import org.jspecify.annotations.NullMarked;
