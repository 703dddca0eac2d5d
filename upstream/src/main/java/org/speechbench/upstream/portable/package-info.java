/**
 * Checkpoints of other toolkits: the names of their parameters, the places of their configurations, and what they do
 * not record.
 */
@NullMarked
package org.speechbench.upstream.portable;

import org.jspecify.annotations.NullMarked;
