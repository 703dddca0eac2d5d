/** data2vec for audio (Baevski et al., 2022); independent of other models. */
@NullMarked
package org.speechbench.upstream.data2vec;

import org.jspecify.annotations.NullMarked;
