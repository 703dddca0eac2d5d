/**
 * Checks whether this machine can run speechbench, and what is missing. Each check is a function that
 * {@link org.speechbench.cli.doctor.Doctor} lists.
 */
@NullMarked
package org.speechbench.cli.doctor;

import org.jspecify.annotations.NullMarked;
