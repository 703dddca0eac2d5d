/** The encoder that HuBERT and related models share, with masked prediction on top; independent of the front end. */
@NullMarked
package org.speechbench.upstream.model;

import org.jspecify.annotations.NullMarked;
