/** HTML as values that escape what they are given, and the shell of a self-contained page. Knows no results. */
@NullMarked
package org.speechbench.reports.html;

import org.jspecify.annotations.NullMarked;
