/** Search of spoken queries in spoken documents by frozen features; nothing is trained. */
@NullMarked
package org.speechbench.downstream.search;

import org.jspecify.annotations.NullMarked;
