/** The encoder that HuBERT and its kin share, with masked prediction on top; knows no particular front end. */
@NullMarked
package org.speechbench.upstream.model;

import org.jspecify.annotations.NullMarked;
