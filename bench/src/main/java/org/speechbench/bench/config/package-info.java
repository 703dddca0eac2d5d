/**
 * Reads experiment files, which are strict YAML, into validated records. Depends on core, tasks and the value types of
 * upstream.
 */
@NullMarked
package org.speechbench.bench.config;

import org.jspecify.annotations.NullMarked;
