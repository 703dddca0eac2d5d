/**
 * Whether this machine can run speechbench, and what is missing. Each check is a class; a new one is named in
 * {@link org.speechbench.cli.doctor.Doctor}.
 */
@NullMarked
package org.speechbench.cli.doctor;

import org.jspecify.annotations.NullMarked;
