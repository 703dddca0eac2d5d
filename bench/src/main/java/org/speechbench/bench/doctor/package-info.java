/**
 * Whether this machine can run speechbench, and what is missing. Each check is a class; a new one is named in
 * {@link org.speechbench.bench.doctor.Doctor}.
 */
@NullMarked
package org.speechbench.bench.doctor;

import org.jspecify.annotations.NullMarked;
