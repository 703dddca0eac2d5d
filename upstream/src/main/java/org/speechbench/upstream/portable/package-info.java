/** Checkpoints of other toolkits: how they name parameters, where they keep configurations, what they leave unsaid. */
@NullMarked
package org.speechbench.upstream.portable;

import org.jspecify.annotations.NullMarked;
