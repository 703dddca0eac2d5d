/** What experiments and measurements of speed share: the services that can be named. */
@NullMarked
package org.speechbench.bench;

import org.jspecify.annotations.NullMarked;
