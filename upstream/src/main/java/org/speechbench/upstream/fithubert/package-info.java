/** FitHuBERT (Lee et al., 2022): a thin and deep student of HuBERT; independent of other models. */
@NullMarked
package org.speechbench.upstream.fithubert;

import org.jspecify.annotations.NullMarked;
