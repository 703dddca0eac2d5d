/**
 * Models that others have exported in some format: what they are called with and return, and what is found out by calling
 * them. A format adds how a file is loaded and called.
 */
@NullMarked
package org.speechbench.upstream.exported;

import org.jspecify.annotations.NullMarked;
