/** What every module shares. It depends on no other module of speechbench and handles no tensors. */
@NullMarked
package org.speechbench.core;

import org.jspecify.annotations.NullMarked;
