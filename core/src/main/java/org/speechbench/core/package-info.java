/** What every module shares. Depends on nothing of speechbench; holds no tensors. */
@NullMarked
package org.speechbench.core;

import org.jspecify.annotations.NullMarked;
