/** LightHuBERT (Wang et al., 2022), a supernet; independent of other models. */
@NullMarked
package org.speechbench.upstream.lighthubert;

import org.jspecify.annotations.NullMarked;
