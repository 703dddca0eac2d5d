/** DistilHuBERT (Chang et al., 2021); independent of other models. */
@NullMarked
package org.speechbench.upstream.distilhubert;

import org.jspecify.annotations.NullMarked;
