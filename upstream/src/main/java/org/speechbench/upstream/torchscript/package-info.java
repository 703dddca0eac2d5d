/** The upstream {@code torchscript}: models of any kind, as programs that others have exported. */
@NullMarked
package org.speechbench.upstream.torchscript;

import org.jspecify.annotations.NullMarked;
